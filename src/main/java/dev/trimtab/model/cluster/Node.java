package dev.trimtab.model.cluster;

import dev.trimtab.model.price.Zone;
import dev.trimtab.model.price.ZoneIds;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A node; empty strings where its labels and provider id do not tell.
///
/// @param gpus allocatable GPUs
/// @param maxPods allocatable pods
/// @param ready the `Ready` condition
public record Node(
    String name,
    String providerId,
    String instanceType,
    String region,
    String zone,
    String arch,
    CapacityType capacityType,
    Cpu capacityCpu,
    Memory capacityMemory,
    Cpu allocatableCpu,
    Memory allocatableMemory,
    int gpus,
    int maxPods,
    boolean ready,
    Instant createdAt,
    Map<String, String> labels,
    List<Taint> taints) {
  public Node {
    labels = Map.copyOf(labels);
    taints = List.copyOf(taints);
  }

  /// Where it stands, by all that it tells; the zone's id is empty where its labels do not.
  public Zone located() {
    return new Zone(region, zone, labels.getOrDefault(ZoneIds.LABEL, ""));
  }

  /// One without taints.
  public Node(
      String name,
      String providerId,
      String instanceType,
      String region,
      String zone,
      String arch,
      CapacityType capacityType,
      Cpu capacityCpu,
      Memory capacityMemory,
      Cpu allocatableCpu,
      Memory allocatableMemory,
      int gpus,
      int maxPods,
      boolean ready,
      Instant createdAt,
      Map<String, String> labels) {
    this(
        name,
        providerId,
        instanceType,
        region,
        zone,
        arch,
        capacityType,
        capacityCpu,
        capacityMemory,
        allocatableCpu,
        allocatableMemory,
        gpus,
        maxPods,
        ready,
        createdAt,
        labels,
        List.of());
  }
}
