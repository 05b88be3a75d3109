package dev.trimtab.app.explain;

import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What all advice for one workload is worth a month.
///
/// @param workload namespace/kind/name
/// @param nominal at the list price of requests; null where nothing is priced
/// @param realizable on the nodes of the plan; null where no plan was made since
public record WorkloadSaving(
    String workload, String team, @Nullable Money nominal, @Nullable Money realizable) {

  /// Adds up a cluster's advice by workload; the largest first, without those worth nothing.
  public static List<WorkloadSaving> of(List<Recommendation> open, String cluster) {
    var byWorkload = new LinkedHashMap<String, WorkloadSaving>();
    for (var r : open) {
      // advice for a cluster as a whole names no workload
      if (r.cluster().equals(cluster) && !r.workload().isEmpty()) {
        var name = "%s/%s/%s".formatted(r.namespace(), r.workloadKind(), r.workload());
        byWorkload.merge(
            name,
            new WorkloadSaving(name, r.team(), r.monthlySavings(), r.realizable()),
            WorkloadSaving::plus);
      }
    }
    return byWorkload.values().stream()
        .filter(saving -> saving.worth().signum() != 0)
        .sorted(
            Comparator.comparing(WorkloadSaving::worth)
                .reversed()
                .thenComparing(WorkloadSaving::workload))
        .toList();
  }

  private WorkloadSaving plus(WorkloadSaving same) {
    return new WorkloadSaving(
        workload, team, sum(nominal, same.nominal), sum(realizable, same.realizable));
  }

  private static @Nullable Money sum(@Nullable Money one, @Nullable Money other) {
    return Stream.of(one, other).filter(Objects::nonNull).reduce(Money::plus).orElse(null);
  }

  /// Realizable where that is known, else nominal.
  private BigDecimal worth() {
    var worth = realizable == null ? nominal : realizable;
    return worth == null ? BigDecimal.ZERO : worth.amount();
  }
}
