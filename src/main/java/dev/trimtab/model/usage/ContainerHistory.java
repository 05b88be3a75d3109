package dev.trimtab.model.usage;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Resources;
import java.util.List;
import java.util.Map;

/// All that is known of a container's past, and what it asks for today.
///
/// @param current requests and limits in force; [Resources#NONE] where unset
/// @param replicas pods of its workload today; 0 when it has vanished
/// @param days its daily profiles in order, gaps left out
/// @param gauges the highest of each over the days; absent where nothing reports it
/// @param nodeKinds its use by kind of node; of a DaemonSet's containers only, by instance type
public record ContainerHistory(
    ContainerRef ref,
    Container.Role role,
    Resources current,
    int replicas,
    List<DailyProfile> days,
    Map<Gauge, Double> gauges,
    List<NodeKindUse> nodeKinds) {
  public ContainerHistory {
    days = List.copyOf(days);
    gauges = Map.copyOf(gauges);
    nodeKinds = List.copyOf(nodeKinds);
  }

  /// One whose use by kind of node is not known.
  public ContainerHistory(
      ContainerRef ref,
      Container.Role role,
      Resources current,
      int replicas,
      List<DailyProfile> days,
      Map<Gauge, Double> gauges) {
    this(ref, role, current, replicas, days, gauges, List.of());
  }
}
