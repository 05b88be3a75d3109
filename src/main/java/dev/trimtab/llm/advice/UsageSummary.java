package dev.trimtab.llm.advice;

import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.PricedTokens;
import dev.trimtab.model.llm.ProviderUsage;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Some whole days of usage added up by project, key and model, which is all that advice needs of
/// them. What is unpriced, or in another than the standard tier, is left out.
public final class UsageSummary {
  private final Map<LlmScope, TokenGroup> groups = new HashMap<>();
  private final Map<LlmScope, HourShape> hours = new HashMap<>();
  private LocalDate last = LocalDate.MIN;

  /// Adds a day; days come in order of time.
  ///
  /// @param usage the same day by the hour
  public void add(Collection<PricedTokens> priced, Collection<ProviderUsage> usage) {
    for (var row : priced) {
      last = row.day().isAfter(last) ? row.day() : last;
      if (row.cost() != null && isStandard(row.scope())) {
        groups
            .computeIfAbsent(TokenGroup.key(row.scope()), key -> new TokenGroup(key, row.owner()))
            .add(row);
      }
    }
    for (var bucket : usage) {
      if (isStandard(bucket.scope())) {
        hours.computeIfAbsent(TokenGroup.key(bucket.scope()), _ -> new HourShape()).add(bucket);
      }
    }
  }

  private static boolean isStandard(LlmScope scope) {
    return scope.tier().equals(LlmScope.STANDARD);
  }

  List<TokenGroup> groups() {
    groups.values().forEach(group -> group.through(last));
    return groups.values().stream()
        .sorted(Comparator.comparing(group -> group.scope().toString()))
        .toList();
  }

  Optional<HourShape> hours(LlmScope scope) {
    return Optional.ofNullable(hours.get(scope));
  }
}
