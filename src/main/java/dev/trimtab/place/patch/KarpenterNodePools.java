package dev.trimtab.place.patch;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.patch.Text;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.model.price.InstanceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A plan as NodePools of Karpenter's API `karpenter.sh/v1`, one for each architecture and way of
/// buying.
public final class KarpenterNodePools {
  private static final String LABEL = "karpenter.sh/capacity-type";

  private KarpenterNodePools() {}

  /// YAML documents below comments that say what they cannot hold.
  ///
  /// @param types sizes of machines; a pool with one that is not among them gets no limits
  /// @param nodeClass the name of the EC2NodeClass to launch from
  public static String of(ClusterPlan plan, Collection<InstanceType> types, String nodeClass) {
    var layout = plan.asRecommended();
    var sizes =
        types.stream()
            .collect(
                Collectors.toMap(InstanceType::name, Function.identity(), (first, _) -> first));
    var out = new StringBuilder(PlanRemark.of(plan)).append(remarks(plan, nodeClass));
    out.append(SpotTaint.remarks(layout, LABEL));
    var pools = pools(GroupSize.of(layout));
    if (pools.values().stream().anyMatch(pool -> bought(pool) == CapacityType.RESERVED)) {
      out.append(
          """
          # Karpenter launches as reserved only what capacityReservationSelectorTerms of the EC2NodeClass selects (capacity
          # reservations). Reserved Instances and Savings Plans without one are billed to on-demand nodes: write on-demand there.
          """);
    }
    if (pools.values().stream().map(pool -> pool.getFirst().arch()).distinct().count() > 1) {
      out.append(
          "# There are pools of several architectures: a pod gets any that it does not rule out (nodeSelector kubernetes.io/arch).\n");
    }
    out.append(
        pools.values().stream()
            .map(pool -> document(pool, sizes, nodeClass))
            .collect(Collectors.joining("---\n")));
    return out.toString();
  }

  private static String remarks(ClusterPlan plan, String nodeClass) {
    return """
    # Apply with: kubectl --context %s apply --filename FILE
    # They launch from your EC2NodeClass %s (--node-class NAME for another).
    # Karpenter packs pods before it looks at prices, and buys what is at hand then: it stays among these types and zones,
    # but not at these numbers. For exactly these nodes: trimtab patch %s --format eksctl
    # NodePools that the cluster has already go on taking pods: retire them once these hold the cluster.
    """
        .formatted(
            Text.oneLine(Text.shell(plan.cluster())),
            Text.oneLine(Text.json(nodeClass)),
            Text.oneLine("cluster/" + plan.cluster()));
  }

  private static Map<String, List<GroupSize>> pools(List<GroupSize> groups) {
    // groups come pool by pool
    return groups.stream()
        .collect(
            Collectors.groupingBy(
                KarpenterNodePools::name, LinkedHashMap::new, Collectors.toList()));
  }

  private static String name(GroupSize group) {
    return "trimtab-%s-%s".formatted(group.arch(), group.capacityType().label());
  }

  private static CapacityType bought(List<GroupSize> pool) {
    return pool.getFirst().capacityType();
  }

  private static String document(
      List<GroupSize> pool, Map<String, InstanceType> sizes, String nodeClass) {
    var limits = PoolLimits.of(pool, sizes);
    var spec = new LinkedHashMap<String, @Nullable Object>();
    spec.put("template", Fields.of(Map.entry("spec", template(pool, nodeClass))));
    spec.put(
        "disruption",
        Fields.of(
            Map.entry("consolidationPolicy", "WhenEmptyOrUnderutilized"),
            // long enough for a rollout's surge to be over, short enough to follow a night
            Map.entry("consolidateAfter", "5m")));
    limits.ifPresent(most ->
        spec.put(
            "limits",
            Fields.of(Map.entry("cpu", most.cpu()), Map.entry("memory", most.memoryGib() + "Gi"))));
    spec.put("weight", weight(bought(pool)));
    var document =
        Fields.of(
            Map.entry("apiVersion", "karpenter.sh/v1"),
            Map.entry("kind", "NodePool"),
            Map.entry("metadata", Fields.of(Map.entry("name", name(pool.getFirst())))),
            Map.entry("spec", spec));
    return planned(pool) + (limits.isPresent() ? "" : unlimited(pool, sizes)) + Text.yaml(document);
  }

  /// What the plan has of a pool, since the requirements cannot say how many.
  private static String planned(List<GroupSize> pool) {
    var byType = new TreeMap<String, List<String>>();
    for (var group : pool) {
      byType
          .computeIfAbsent(group.instanceType(), _ -> new ArrayList<>())
          .add("%d in %s".formatted(group.nodes(), group.zone()));
    }
    return byType.entrySet().stream()
        .map(type -> "%s (%s)".formatted(type.getKey(), String.join(", ", type.getValue())))
        .map(Text::oneLine)
        .collect(Collectors.joining(", ", "# Planned: ", "\n"));
  }

  private static String unlimited(List<GroupSize> pool, Map<String, InstanceType> sizes) {
    return pool.stream()
        .map(GroupSize::instanceType)
        .filter(type -> !sizes.containsKey(type))
        .distinct()
        .map(Text::oneLine)
        .collect(
            Collectors.joining(
                ", ",
                "# No limits, since nobody knows the size of ",
                ": maybe run trimtab collect, then this again.\n"));
  }

  private static Map<String, @Nullable Object> template(List<GroupSize> pool, String nodeClass) {
    var spec = new LinkedHashMap<String, @Nullable Object>();
    spec.put(
        "nodeClassRef",
        Fields.of(
            Map.entry("group", "karpenter.k8s.aws"),
            Map.entry("kind", "EC2NodeClass"),
            Map.entry("name", nodeClass)));
    if (bought(pool) == CapacityType.SPOT) {
      spec.put("taints", SpotTaint.taints());
    }
    spec.put(
        "requirements",
        List.of(
            in("kubernetes.io/arch", List.of(pool.getFirst().arch())),
            in("kubernetes.io/os", List.of("linux")), // whose prices they are
            in(LABEL, capacityTypes(bought(pool))),
            in("topology.kubernetes.io/zone", names(pool, GroupSize::zone)),
            in("node.kubernetes.io/instance-type", names(pool, GroupSize::instanceType))));
    return spec;
  }

  /// A spot pool may buy on demand while there is no spot capacity, which Karpenter does only then:
  /// the plan has priced that, and pods that tolerate interruptions need not wait for its end.
  private static List<String> capacityTypes(CapacityType type) {
    return type == CapacityType.SPOT
        ? List.of(CapacityType.SPOT.label(), CapacityType.ON_DEMAND.label())
        : List.of(type.label());
  }

  private static Map<String, @Nullable Object> in(String key, List<String> values) {
    return Fields.of(
        Map.entry("key", key), Map.entry("operator", "In"), Map.entry("values", values));
  }

  private static List<String> names(List<GroupSize> pool, Function<GroupSize, String> of) {
    return pool.stream().map(of).distinct().sorted().toList();
  }

  /// The higher is tried first: what is paid for already, then what is cheap.
  private static int weight(CapacityType type) {
    return switch (type) {
      case RESERVED -> 30;
      case SPOT -> 20;
      case ON_DEMAND, UNKNOWN -> 10;
    };
  }
}
