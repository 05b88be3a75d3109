package dev.trimtab.place.market;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.price.InstanceType;
import dev.trimtab.place.plan.Overhead;
import dev.trimtab.place.plan.Size;
import java.util.HashMap;
import java.util.Map;

/// What nodes have for pods: as measured where one of the type is ready in the cluster, else as EKS
/// reserves.
final class Rooms {
  private final Map<String, Room> measured = new HashMap<>();
  private final boolean prefixDelegation;

  /// @param size for pods
  /// @param maxPods pods that it takes
  record Room(Size size, int maxPods) {
    /// Of several nodes the least of each: a plan must fit on any of them. A node whose GPUs are
    /// not announced yet does not tell how many it has.
    private Room least(Room other) {
      long gpus =
          size.gpuMillis() == 0 || other.size.gpuMillis() == 0
              ? Math.max(size.gpuMillis(), other.size.gpuMillis())
              : Math.min(size.gpuMillis(), other.size.gpuMillis());
      return new Room(
          new Size(
              Math.min(size.cpuMicros(), other.size.cpuMicros()),
              Math.min(size.memoryBytes(), other.size.memoryBytes()),
              gpus),
          Math.min(maxPods, other.maxPods));
    }
  }

  Rooms(ClusterInventory cluster, boolean prefixDelegation) {
    this.prefixDelegation = prefixDelegation;
    for (var node : cluster.nodes()) {
      if (tells(node)) {
        measured.merge(node.instanceType(), room(node), Room::least);
      }
    }
  }

  private static boolean tells(Node node) {
    return node.ready()
        && node.allocatableCpu().millis() > 0
        && node.allocatableMemory().bytes() > 0
        && node.maxPods() > 0;
  }

  private static Room room(Node node) {
    return new Room(
        new Size(
            Math.multiplyExact(node.allocatableCpu().millis(), 1000),
            node.allocatableMemory().bytes(),
            Math.multiplyExact(node.gpus(), 1000L)),
        node.maxPods());
  }

  Room of(InstanceType type) {
    long gpus = type.gpus() * 1000L;
    var known = measured.get(type.name());
    if (known == null) {
      int pods = MaxPods.of(type, prefixDelegation);
      var machine = new Size(type.vcpus() * 1_000_000L, type.memory().bytes(), gpus);
      return new Room(Overhead.EKS.room(machine, pods), pods);
    }
    var size = known.size();
    return size.gpuMillis() > 0
        ? known
        : new Room(new Size(size.cpuMicros(), size.memoryBytes(), gpus), known.maxPods());
  }
}
