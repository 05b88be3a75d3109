package dev.trimtab.pipeline;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Placement;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.pipeline.OptimizationRun.OptimizationSettings;
import dev.trimtab.rightsize.PercentileMeasured;
import dev.trimtab.rightsize.Renamed;
import dev.trimtab.rightsize.Rightsizer;
import dev.trimtab.rightsize.Rightsizer.Sized;
import dev.trimtab.rightsize.Sizer;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.Surroundings;
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
  private final Sizer sizer;
  private final Rightsizer rightsizer;
  private final List<ContainerHistory> open = new ArrayList<>();

  /// @param placements on what kinds of node each workload runs
  WorkloadSizing(
      OptimizationSettings settings,
      List<ClusterInventory> inventories,
      Map<WorkloadRef, List<Placement>> placements,
      LocalDate asOf) {
    var sizes = settings.rightsize();
    this.asOf = asOf;
    this.treatments = settings.treatments();
    this.sizer =
        new PercentileMeasured(sizes.percentile(), sizes.cpuMargin(), sizes.memoryMargin());
    this.rightsizer = new Rightsizer(sizes);
    inventories.forEach(inventory ->
        clusters.put(inventory.cluster(), Surroundings.of(inventory, placements, asOf)));
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
    WorkloadRef ref = container.history().ref().workload();
    @Nullable Surroundings known = clusters.get(ref.cluster());
    var cluster = known == null ? Surroundings.unknown(asOf) : known;
    var workload = cluster.workload(ref);
    var subject =
        new SizingCase(
            container.history(),
            workload,
            cluster,
            treatments.of(ref, workload, cluster.namespace(ref.namespace())),
            container.formerName());
    return new Sized(subject, sizer.measure(subject));
  }
}
