package dev.trimtab.llm;

import dev.trimtab.model.Problem;
import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmOwner;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.NameMatch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;

/// Whose tokens they are: the most specific entry of the map that matches on the day.
///
/// A key beats a tag, then come user, project, model, endpoint, organization and provider; of
/// equals, the one that began last, then the first in the map.
public final class Attribution {
  /// Who stands where the map names nobody.
  static final LlmOwned NOBODY = new LlmOwned(DailyCost.UNATTRIBUTED, "", "");

  private final OwnersByKey owners;
  private final OwnersByKey others;

  public Attribution(Collection<LlmOwner> owners) {
    this(
        new OwnersByKey(
            owners.stream()
                .sorted(
                    Comparator.comparingInt(Attribution::weight)
                        .thenComparing(Attribution::began)
                        .reversed())
                .toList()),
        new OwnersByKey(List.of()));
  }

  private Attribution(OwnersByKey owners, OwnersByKey others) {
    this.owners = owners;
    this.others = others;
  }

  /// The same map with entries that only tell what it names nobody for.
  public Attribution orElse(Collection<LlmOwner> more) {
    return new Attribution(owners, new OwnersByKey(more));
  }

  /// The owner, or one whose team is [DailyCost#UNATTRIBUTED].
  public LlmOwned of(LlmScope scope, LocalDate day) {
    Predicate<LlmOwner> matches = owner -> matches(owner, scope, day);
    return owners
        .first(scope.apiKey(), matches)
        .or(() -> others.first(scope.apiKey(), matches))
        .map(LlmOwner::owned)
        .orElse(NOBODY);
  }

  /// Entries that claim the same for different owners at the same time; [#of] decides, and somebody
  /// should know.
  public List<Problem> ambiguities() {
    var problems = new ArrayList<Problem>();
    var same = new LinkedHashMap<List<String>, List<LlmOwner>>();
    for (var owner : owners.all()) {
      var before = same.computeIfAbsent(matcher(owner), _ -> new ArrayList<>());
      before.stream()
          .filter(one -> overlap(one, owner) && differ(one, owner))
          .forEach(one -> problems.add(ambiguous(one, owner)));
      before.add(owner);
    }
    return problems;
  }

  private static Problem ambiguous(LlmOwner one, LlmOwner other) {
    return new Problem(
        "llm/owners",
        String.join("/", matcher(one).stream().filter(part -> !part.isEmpty()).toList()),
        "ambiguous-owner",
        "both %s and %s own it from %s on; %s is taken. Give the earlier entry of llm.owners a `to`"
            .formatted(
                other.owned().team(), one.owned().team(), later(one, other), one.owned().team()));
  }

  private static Object later(LlmOwner one, LlmOwner other) {
    var from = began(one).isAfter(began(other)) ? began(one) : began(other);
    return from.equals(LocalDate.MIN) ? "always" : from;
  }

  private static List<String> matcher(LlmOwner o) {
    var m = o.match();
    return List.of(
        m.provider(),
        m.organization(),
        m.project(),
        m.apiKey(),
        m.user(),
        m.tag(),
        m.model(),
        m.endpoint());
  }

  private static boolean differ(LlmOwner one, LlmOwner other) {
    return !one.owned().equals(other.owned());
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
    var m = o.match();
    return fits(m.provider(), s.provider())
        && fits(m.organization(), s.organization())
        && fits(m.project(), s.project())
        && fits(m.apiKey(), s.apiKey())
        && fits(m.user(), s.user())
        && fits(m.endpoint(), s.endpoint())
        && (m.tag().isEmpty() || ("," + s.tags() + ",").contains("," + m.tag() + ","))
        && (m.model().isEmpty() || NameMatch.of(m.model()).matches(s.model()))
        && !day.isBefore(began(o))
        && day.isBefore(ended(o));
  }

  private static boolean fits(String wanted, String told) {
    return wanted.isEmpty() || wanted.equals(told);
  }

  /// What is told apart more finely weighs more than all that is coarser.
  private static int weight(LlmOwner o) {
    var m = o.match();
    int weight = 0;
    for (var field :
        List.of(
            m.apiKey(),
            m.tag(),
            m.user(),
            m.project(),
            m.model(),
            m.endpoint(),
            m.organization(),
            m.provider())) {
      weight = 2 * weight + (field.isEmpty() ? 0 : 1);
    }
    return weight;
  }
}
