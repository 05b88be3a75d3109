package dev.trimtab.rightsize.rule;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.AutoscalerChange;
import dev.trimtab.rightsize.amount.Measure;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The containers of a workload's pods, sized together: nodes, quotas and autoscalers count whole
/// pods.
///
/// @param workload null where only its usage is known
/// @param drafts one at least
/// @param others what the containers ask for that are not sized
/// @param autoscaler what has to change with the requests, null where nothing has
public record PodSizing(
    WorkloadRef ref,
    @Nullable Workload workload,
    Surroundings cluster,
    int replicas,
    List<Draft> drafts,
    List<Resources> others,
    @Nullable AutoscalerChange autoscaler) {
  public PodSizing {
    drafts = List.copyOf(drafts);
    others = List.copyOf(others);
  }

  public PodSizing each(UnaryOperator<Draft> change) {
    return new PodSizing(
        ref, workload, cluster, replicas, drafts.stream().map(change).toList(), others, autoscaler);
  }

  /// Adds a sentence to every container whose request of a resource would change.
  public PodSizing noting(Measure measure, String note) {
    return each(draft ->
        draft.proposed(measure) == draft.now(measure)
            ? draft
            : draft.sized(draft.sizing().noting(note)));
  }

  public PodSizing with(AutoscalerChange change) {
    return new PodSizing(ref, workload, cluster, replicas, drafts, others, change);
  }

  /// What a pod asks for today.
  public long now(Measure measure) {
    long sum = rest(measure);
    for (var draft : drafts) {
      sum = Measure.plus(sum, draft.now(measure));
    }
    return sum;
  }

  /// What a pod will ask for.
  public long proposed(Measure measure) {
    long sum = rest(measure);
    for (var draft : drafts) {
      sum = Measure.plus(sum, draft.proposed(measure));
    }
    return sum;
  }

  private long rest(Measure measure) {
    long sum = 0;
    for (var other : others) {
      sum = Measure.plus(sum, measure.asked(other).orElse(0));
    }
    return sum;
  }
}
