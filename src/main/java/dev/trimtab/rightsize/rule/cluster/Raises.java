package dev.trimtab.rightsize.rule.cluster;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.rightsize.amount.Measure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/// What a run's raises take of each namespace's quotas so far: all workloads share one room, and
/// those that come first take of it first. Only a sum is kept of each namespace.
///
/// What a workload gives back counts for nobody: it may never be applied. Not for several threads.
public final class Raises {
  private record Key(String cluster, String namespace, String resource) {}

  /// @param amount millicores or bytes, over all replicas
  /// @param workloads how many take it
  record Taken(long amount, int workloads) {
    private static final Taken NONE = new Taken(0, 0);

    private Taken plus(long more) {
      return new Taken(Measure.plus(amount, more), workloads + 1);
    }

    /// A clause that ends what there is room for; empty where nobody was before.
    String words(Measure measure) {
      return workloads == 0
          ? ""
          : " (of which raises of %d other %s take %s)"
              .formatted(
                  workloads, workloads == 1 ? "workload" : "workloads", measure.words(amount));
    }
  }

  private final Map<Key, Taken> taken = new HashMap<>();

  /// What requests that were raised before take.
  Taken requests(WorkloadRef of, Measure measure) {
    return taken.getOrDefault(key(of, "requests.", measure), Taken.NONE);
  }

  /// What limits that were raised before take.
  Taken limits(WorkloadRef of, Measure measure) {
    return taken.getOrDefault(key(of, "limits.", measure), Taken.NONE);
  }

  /// Takes down what came of one workload.
  public void add(WorkloadRef workload, List<Finding> findings) {
    for (var measure : Measure.values()) {
      add(key(workload, "requests.", measure), findings, measure::asked);
      add(key(workload, "limits.", measure), findings, measure::limit);
    }
  }

  private void add(Key key, List<Finding> findings, Function<Resources, OptionalLong> amount) {
    long sum = 0;
    for (var finding : findings) {
      if (finding instanceof Finding.Resize resize) {
        long raise =
            amount.apply(resize.proposed()).orElse(0) - amount.apply(resize.current()).orElse(0);
        sum = Measure.plus(sum, times(Math.max(0, raise), resize.replicas()));
      }
    }
    if (sum > 0) {
      taken.merge(key, Taken.NONE.plus(sum), (before, more) -> before.plus(more.amount()));
    }
  }

  private static long times(long raise, int replicas) {
    // in floating point, which stops at the largest number
    return replicas <= 1 ? raise : Math.max(raise, (long) Math.ceil((double) raise * replicas));
  }

  private static Key key(WorkloadRef of, String kind, Measure measure) {
    return new Key(of.cluster(), of.namespace(), kind + measure.key());
  }
}
