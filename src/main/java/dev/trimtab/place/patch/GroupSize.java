package dev.trimtab.place.patch;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.plan.ClusterPlan.Layout;
import dev.trimtab.model.plan.ClusterPlan.NodeGroup;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// The nodes of one type in one zone that are bought one way: what an autoscaling group holds.
///
/// @param capacityType never unknown
/// @param price of all of them, an hour
public record GroupSize(
    String instanceType,
    String arch,
    String zone,
    CapacityType capacityType,
    Money price,
    int nodes) {
  /// Pools together, the preferred way of buying first; only names decide, so that two plans of the
  /// same nodes read the same.
  private static final Comparator<GroupSize> ORDER =
      Comparator.comparing(GroupSize::arch)
          .thenComparing(GroupSize::capacityType, Comparator.reverseOrder())
          .thenComparing(GroupSize::instanceType)
          .thenComparing(GroupSize::zone);

  /// The groups of a plan, each once, however many contents its nodes have.
  public static List<GroupSize> of(Layout plan) {
    var merged = new TreeMap<GroupSize, GroupSize>(ORDER);
    for (var group : plan.nodes()) {
      if (group.count() > 0) {
        var size = of(group);
        merged.merge(size, size, GroupSize::plus);
      }
    }
    return List.copyOf(merged.values());
  }

  private static GroupSize of(NodeGroup group) {
    return new GroupSize(
        group.instanceType(),
        group.arch(),
        group.zone(),
        // what nobody knows to be bought otherwise is bought on demand
        group.capacityType() == CapacityType.UNKNOWN
            ? CapacityType.ON_DEMAND
            : group.capacityType(),
        group.price().times(BigDecimal.valueOf(group.count())),
        group.count());
  }

  private GroupSize plus(GroupSize same) {
    return new GroupSize(
        instanceType,
        arch,
        zone,
        capacityType,
        price.plus(same.price),
        Math.addExact(nodes, same.nodes));
  }

  /// A name for its group: lower-case letters, digits and dashes, such as
  /// `m6i-2xlarge-us-east-1a-spot`.
  public String name() {
    return "%s-%s-%s"
        .formatted(instanceType, zone, capacityType.label())
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }
}
