package dev.trimtab.llm;

import dev.trimtab.model.Problem;
import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.llm.LlmOwner;
import dev.trimtab.model.llm.LlmScope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Whose tokens they are: the most specific entry of the map that matches on the day.
///
/// A key beats a project, a project a provider; of equals, the one that began last, then the first
/// in the map.
public final class Attribution {
  private static final LlmOwner NOBODY =
      new LlmOwner("", "", "", DailyCost.UNATTRIBUTED, "", "", null, null);

  private final List<LlmOwner> owners;

  public Attribution(Collection<LlmOwner> owners) {
    this.owners =
        owners.stream()
            .sorted(
                Comparator.comparingInt(Attribution::weight)
                    .thenComparing(Attribution::began)
                    .reversed())
            .toList();
  }

  /// The owner, or one whose team is [DailyCost#UNATTRIBUTED].
  public LlmOwner of(LlmScope scope, LocalDate day) {
    return owners.stream().filter(owner -> matches(owner, scope, day)).findFirst().orElse(NOBODY);
  }

  /// Entries that claim the same for different owners at the same time; [#of] decides, and somebody
  /// should know.
  public List<Problem> ambiguities() {
    var problems = new ArrayList<Problem>();
    for (int i = 0; i < owners.size(); i++) {
      for (int j = i + 1; j < owners.size(); j++) {
        var one = owners.get(i);
        var other = owners.get(j);
        if (matcher(one).equals(matcher(other)) && overlap(one, other) && differ(one, other)) {
          problems.add(ambiguous(one, other));
        }
      }
    }
    return problems;
  }

  private static Problem ambiguous(LlmOwner one, LlmOwner other) {
    return new Problem(
        "llm/owners",
        String.join("/", matcher(one)),
        "ambiguous-owner",
        "both %s and %s own it from %s on; %s is taken. Give the earlier entry of llm.owners a `to`"
            .formatted(other.team(), one.team(), later(one, other), one.team()));
  }

  private static Object later(LlmOwner one, LlmOwner other) {
    var from = began(one).isAfter(began(other)) ? began(one) : began(other);
    return from.equals(LocalDate.MIN) ? "always" : from;
  }

  private static List<String> matcher(LlmOwner o) {
    return List.of(o.provider(), o.project(), o.apiKey());
  }

  private static boolean differ(LlmOwner one, LlmOwner other) {
    return !one.team().equals(other.team())
        || !one.namespace().equals(other.namespace())
        || !one.costCentre().equals(other.costCentre());
  }

  private static boolean overlap(LlmOwner one, LlmOwner other) {
    return began(one).isBefore(ended(other)) && began(other).isBefore(ended(one));
  }

  private static LocalDate began(LlmOwner o) {
    return o.from() == null ? LocalDate.MIN : o.from();
  }

  private static LocalDate ended(LlmOwner o) {
    return o.to() == null ? LocalDate.MAX : o.to();
  }

  private static boolean matches(LlmOwner o, LlmScope s, LocalDate day) {
    return (o.provider().isEmpty() || o.provider().equals(s.provider()))
        && (o.project().isEmpty() || o.project().equals(s.project()))
        && (o.apiKey().isEmpty() || o.apiKey().equals(s.apiKey()))
        && (o.from() == null || !day.isBefore(o.from()))
        && (o.to() == null || day.isBefore(o.to()));
  }

  private static int weight(LlmOwner o) {
    return (o.apiKey().isEmpty() ? 0 : 4)
        + (o.project().isEmpty() ? 0 : 2)
        + (o.provider().isEmpty() ? 0 : 1);
  }
}
