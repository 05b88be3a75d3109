package dev.trimtab.llm;

import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.llm.LlmOwner;
import dev.trimtab.model.llm.LlmScope;
import java.time.LocalDate;
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
    var started =
        Comparator.<LlmOwner, LocalDate>comparing(o -> o.from() == null ? LocalDate.MIN : o.from());
    this.owners =
        owners.stream()
            .sorted(Comparator.comparingInt(Attribution::weight).thenComparing(started).reversed())
            .toList();
  }

  /// The owner, or one whose team is [DailyCost#UNATTRIBUTED].
  public LlmOwner of(LlmScope scope, LocalDate day) {
    return owners.stream().filter(owner -> matches(owner, scope, day)).findFirst().orElse(NOBODY);
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
