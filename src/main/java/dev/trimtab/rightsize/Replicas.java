package dev.trimtab.rightsize;

import static dev.trimtab.rightsize.amount.Measure.CPU;
import static dev.trimtab.rightsize.amount.Measure.MEMORY;

import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.Workload.DisruptionBudget;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.usage.Gauge;
import dev.trimtab.rightsize.rule.Draft;
import dev.trimtab.rightsize.rule.PodLoad;
import dev.trimtab.rightsize.rule.PodSizing;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Counts the replicas that a workload's total load needs, once it is resized.
///
/// Only for what has no autoscaler, no GPUs, no data of its own and a week of history. The load
/// counts as if all pods were busy at once, with a margin; two stay always, and what budgets and
/// zones need.
final class Replicas {
  private static final Set<String> KINDS =
      Set.of("Deployment", "Rollout", "DeploymentConfig", "ReplicaSet", "ReplicationController");
  private static final int DAYS = 7;
  private static final int LEAST = 2;
  private static final double ROOM = 1.3;

  /// More than this share of today's replicas is not worth a change.
  private static final double WORTH = 0.75;

  private Replicas() {}

  static Optional<Finding> advise(PodSizing pod) {
    var workload = pod.workload();
    if (workload == null
        || workload.autoscaler() != null
        || !KINDS.contains(pod.ref().kind())
        || !pod.others().isEmpty()
        || !workload.template().claims().isEmpty()
        || workload.template().localStorage()
        || workload.template().onePerNode()) {
      return Optional.empty();
    }
    int enough = LEAST;
    double load = 0;
    for (var draft : pod.drafts()) {
      if (!told(draft)) {
        return Optional.empty();
      }
      double cores = PodLoad.cores(draft.subject().history());
      load += cores;
      enough = (int) Math.max(enough, Math.ceil(cores * ROOM * 1000 / draft.proposed(CPU)));
    }
    int needed = Math.max(enough, Math.max(forBudget(workload.budget()), forZones(pod, workload)));
    return needed > WORTH * pod.replicas()
        ? Optional.empty()
        : Optional.of(finding(pod, needed, load));
  }

  private static boolean told(Draft draft) {
    var treatment = draft.subject().treatment();
    return draft.subject().days().size() >= DAYS
        && draft.proposed(CPU) > 0
        // how busy a CPU is says nothing of what an accelerator carries
        && draft.subject().current().gpus() <= 0
        && draft.subject().accelerators().isEmpty()
        && !draft.subject().history().gauges().containsKey(Gauge.GPU_UTILISATION)
        && !treatment.neverDown()
        && draft.subject().days().stream().allMatch(day -> day.cpu().total() > 0)
        && draft.subject().days().stream().noneMatch(day -> day.throttled() > 0.25);
  }

  /// One more than must stay; a percentage leaves room as it is.
  private static int forBudget(@Nullable DisruptionBudget budget) {
    return budget != null && budget.minAvailable().matches("[0-9]{1,6}")
        ? Integer.parseInt(budget.minAvailable()) + 1
        : 0;
  }

  private static int forZones(PodSizing pod, Workload workload) {
    return workload.template().spreadByZone()
        ? (int) pod.cluster().nodes().stream().map(Node::zone).distinct().count()
        : 0;
  }

  private static Finding finding(PodSizing pod, int needed, double load) {
    var first = pod.drafts().getFirst();
    var sizing =
        Sizing.UNKNOWN
            .figure("cpu_load_cores", load)
            .figure("replicas", pod.replicas())
            .figure("replicas_needed", needed)
            .noting(
                "The load counts as if all pods were at their busiest day's P99 at once, plus 30%; no fewer than two, nor than its budget and zones need.")
            .noting(
                "With fewer replicas each serves more: where memory grows with that, look at its peak after the first step.");
    return new Finding.Scale(
        pod.ref(),
        pod.replicas(),
        needed,
        new Resources(
            Cpu.millis(pod.proposed(CPU)), null, Memory.bytes(pod.proposed(MEMORY)), null, 0),
        EvidenceOf.history(first.subject().history(), Start.NOTHING, sizing),
        "All its %d pods together use %.3f cores when busy: %d carry that at the advised requests."
            .formatted(pod.replicas(), load, needed));
  }
}
