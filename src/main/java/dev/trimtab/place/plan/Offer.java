package dev.trimtab.place.plan;

import dev.trimtab.model.cluster.CapacityType;
import java.math.BigDecimal;
import java.util.Map;

/// A node that can be had.
///
/// @param price per hour
/// @param room for pods, after what kubelet and system keep, DaemonSets not yet taken off
/// @param maxPods pods that a node takes
/// @param interruptions chance within a month that it is taken away, 0..1; NaN where unknown
/// @param available most nodes that can be had; [Integer#MAX_VALUE] for no bound
/// @param labels that rules may ask for
public record Offer(
    String instanceType,
    String zone,
    CapacityType capacityType,
    BigDecimal price,
    Size room,
    int maxPods,
    String arch,
    double interruptions,
    int available,
    Map<String, String> labels) {
  public Offer {
    labels = Map.copyOf(labels);
  }

  public boolean isSpot() {
    return capacityType == CapacityType.SPOT;
  }

  /// Instance type, zone and capacity type: what makes an offer one.
  public record Key(String instanceType, String zone, CapacityType capacityType) {
    @Override
    public String toString() {
      return instanceType + "/" + zone + "/" + capacityType.label();
    }
  }

  public Key key() {
    return new Key(instanceType, zone, capacityType);
  }
}
