package dev.trimtab.allocate;

import dev.trimtab.model.cost.ContainerDay;
import dev.trimtab.model.cost.NodeDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Who held what of each node on a day.
///
/// A name that two nodes had one after the other is one place, whose holdings are shared by what
/// each of them had. Containers that are known to no node of the day hold of their cluster's pooled
/// idle, in proportion to each node's part of it and no more than there is: what others are known
/// to have held stays theirs.
final class Holdings {
  private record Place(String cluster, String node) {}

  private final Map<Place, Amounts> capacity = new HashMap<>();
  private final Map<Place, List<Holding>> settled = new HashMap<>();
  private final Map<String, List<Holding>> homeless = new HashMap<>();
  private final Map<String, Amounts> pooledIdle = new HashMap<>();
  private final Map<String, Amounts> wanted = new HashMap<>();

  Holdings(List<NodeDay> nodes, List<ContainerDay> containers) {
    nodes.forEach(node -> capacity.merge(place(node), Amounts.of(node), Amounts::plus));
    containers.forEach(this::add);
    capacity
        .keySet()
        .forEach(place -> pooledIdle.merge(place.cluster(), idle(place), Amounts::plus));
    homeless.forEach((cluster, held) -> wanted.put(cluster, sum(held)));
  }

  private static Place place(NodeDay node) {
    return new Place(node.cluster(), node.node());
  }

  private void add(ContainerDay container) {
    var workload = container.container().workload();
    var place = new Place(workload.cluster(), container.node());
    var holding = new Holding(workload, Amounts.of(container));
    if (capacity.containsKey(place)) {
      settled.computeIfAbsent(place, _ -> new ArrayList<>()).add(holding);
    } else {
      homeless.computeIfAbsent(workload.cluster(), _ -> new ArrayList<>()).add(holding);
    }
  }

  private Amounts idle(Place place) {
    return capacity(place).minus(sum(settled.getOrDefault(place, List.of())));
  }

  private Amounts capacity(Place place) {
    return capacity.getOrDefault(place, Amounts.NONE);
  }

  private static Amounts sum(List<Holding> holdings) {
    return holdings.stream().map(Holding::amounts).reduce(Amounts.NONE, Amounts::plus);
  }

  /// What was held of a node, together perhaps more than it had.
  List<Holding> of(NodeDay node) {
    var place = place(node);
    var part = Amounts.of(node).shareOf(capacity(place));
    var own = settled.getOrDefault(place, List.of()).stream().map(h -> h.times(part));
    var pool = pooledIdle.getOrDefault(node.cluster(), Amounts.NONE);
    // Wanted beyond what is idle is cut; of what is left, this node gives its part of the idle.
    var granted = pool.shareOf(wanted.getOrDefault(node.cluster(), Amounts.NONE));
    var here = idle(place).shareOf(pool).times(part).times(granted);
    var guests = homeless.getOrDefault(node.cluster(), List.of()).stream().map(h -> h.times(here));
    return Stream.concat(own, guests).toList();
  }
}
