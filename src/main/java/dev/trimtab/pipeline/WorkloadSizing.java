package dev.trimtab.pipeline;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Placement;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.pipeline.OptimizationRun.OptimizationSettings;
import dev.trimtab.rightsize.PercentileMeasured;
import dev.trimtab.rightsize.Renamed;
import dev.trimtab.rightsize.RightsizeSettings;
import dev.trimtab.rightsize.Rightsizer;
import dev.trimtab.rightsize.Rightsizer.Sized;
import dev.trimtab.rightsize.Sizer;
import dev.trimtab.rightsize.TunedSizer;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.Surroundings;
import dev.trimtab.rightsize.wish.Treatment;
import dev.trimtab.rightsize.wish.Treatments;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sizes workload by workload as the histories of their containers come in: only one workload is
/// held at a time.
final class WorkloadSizing {
  private final Map<String, Surroundings> clusters = new HashMap<>();
  private final LocalDate asOf;
  private final Treatments treatments;
  private final TunedSizer tuned;
  private final RightsizeSettings sizes;
  private final Rightsizer rightsizer;
  private final List<ContainerHistory> open = new ArrayList<>();

  /// @param placements on what kinds of node each workload runs
  WorkloadSizing(
      OptimizationSettings settings,
      List<ClusterInventory> inventories,
      Map<WorkloadRef, List<Placement>> placements,
      LocalDate asOf) {
    this.sizes = settings.rightsize();
    this.asOf = asOf;
    this.treatments = settings.treatments();
    this.tuned =
        new TunedSizer(asOf.minusDays(settings.lookback().toDays()), asOf, settings.weights());
    this.rightsizer = new Rightsizer(sizes);
    inventories.forEach(inventory ->
        clusters.put(inventory.cluster(), Surroundings.of(inventory, placements, asOf)));
  }

  /// Looks at what a container has in common with others; before all are judged.
  void see(ContainerHistory history) {
    tuned.see(history);
  }

  /// Looks at what earlier decisions would have brought; before the first is taken.
  void judge(ContainerHistory history) {
    var ref = history.ref().workload();
    tuned.judge(history, treatment(ref, cluster(ref)).risk());
  }

  /// Takes the next history, in order of workload.
  ///
  /// @return what was found of the workload before, once it is complete
  List<Finding> take(ContainerHistory history) {
    var workload = history.ref().workload();
    boolean another = !open.isEmpty() && !open.getFirst().ref().workload().equals(workload);
    var findings = another ? finish() : List.<Finding>of();
    open.add(history);
    return findings;
  }

  /// What was found of the last workload.
  List<Finding> finish() {
    if (open.isEmpty()) {
      return List.of();
    }
    var containers = Renamed.adopt(open).stream().map(this::sized).toList();
    open.clear();
    return rightsizer.advise(containers);
  }

  private Sized sized(Renamed.Named container) {
    var ref = container.history().ref().workload();
    var cluster = cluster(ref);
    var subject =
        new SizingCase(
            container.history(),
            cluster.workload(ref),
            cluster,
            treatment(ref, cluster),
            container.formerName());
    return new Sized(subject, sizer(subject.treatment()).measure(subject));
  }

  private Sizer sizer(Treatment treatment) {
    return treatment.percentile().isPresent()
        ? new PercentileMeasured(
            treatment.percentile().getAsDouble(), sizes.cpuMargin(), sizes.memoryMargin())
        : tuned;
  }

  private Surroundings cluster(WorkloadRef ref) {
    @Nullable Surroundings known = clusters.get(ref.cluster());
    return known == null ? Surroundings.unknown(asOf) : known;
  }

  private Treatment treatment(WorkloadRef ref, Surroundings cluster) {
    return treatments.of(ref, cluster.workload(ref), cluster.namespace(ref.namespace()));
  }
}
