package dev.trimtab.place.patch;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.patch.Text;
import dev.trimtab.model.plan.ClusterPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A plan as managed node groups of EKS, in a ClusterConfig of `eksctl.io/v1alpha5`: exactly the
/// planned nodes, one group for each type, zone and way of buying.
public final class EksNodeGroups {
  /// `us-east-1` of `us-east-1a`, `us-west-2` of the local zone `us-west-2-lax-1a`.
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]+");

  private static final String LABEL = "trimtab.dev/capacity-type";

  private static final int SPARE_PART = 5; // one in so many

  private EksNodeGroups() {}

  /// One YAML document below its comments.
  public static String of(ClusterPlan plan) {
    var layout = plan.asRecommended();
    var groups = GroupSize.of(layout);
    var region = region(groups);
    var metadata = new LinkedHashMap<String, @Nullable Object>();
    metadata.put("name", plan.cluster());
    region.ifPresent(name -> metadata.put("region", name));
    var document =
        Fields.of(
            Map.entry("apiVersion", "eksctl.io/v1alpha5"),
            Map.entry("kind", "ClusterConfig"),
            Map.entry("metadata", metadata),
            Map.entry("managedNodeGroups", groups.stream().map(EksNodeGroups::group).toList()));
    return PlanRemark.of(plan)
        + remarks(groups)
        + (region.isPresent()
            ? ""
            : "# Add metadata.region: the zones of this plan do not tell one.\n")
        + SpotTaint.remarks(layout, LABEL)
        + Text.yaml(document);
  }

  private static String remarks(List<GroupSize> groups) {
    var reserved =
        groups.stream().anyMatch(group -> group.capacityType() == CapacityType.RESERVED)
            ? "# Groups named reserved are on demand by kind: your reservations are billed to them as long as they match.\n"
            : "";
    return """
    # Add the groups with: eksctl create nodegroup --config-file FILE; then drain and delete those that they replace.
    # metadata.name must be the name that EKS has for the cluster; where eksctl did not create it, add its vpc section.
    # minSize keeps an autoscaler from shrinking a group below the plan; maxSize leaves it a fifth of room, at least a node.
    """
        + reserved;
  }

  private static Map<String, @Nullable Object> group(GroupSize group) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("name", "trimtab-" + group.name());
    fields.put("instanceTypes", List.of(group.instanceType()));
    fields.put("availabilityZones", List.of(group.zone()));
    fields.put("minSize", group.nodes());
    fields.put("desiredCapacity", group.nodes());
    fields.put("maxSize", most(group));
    boolean spot = group.capacityType() == CapacityType.SPOT;
    if (spot) {
      fields.put("spot", true);
    }
    fields.put("labels", Fields.of(Map.entry(LABEL, group.capacityType().label())));
    if (spot) {
      fields.put("taints", SpotTaint.taints());
    }
    return fields;
  }

  /// There is no more of what is reserved.
  private static int most(GroupSize group) {
    return group.capacityType() == CapacityType.RESERVED
        ? group.nodes()
        : group.nodes() + Math.ceilDiv(group.nodes(), SPARE_PART);
  }

  private static Optional<String> region(List<GroupSize> groups) {
    var regions =
        groups.stream()
            .map(group -> REGION.matcher(group.zone()))
            .map(found -> found.lookingAt() ? found.group() : "")
            .distinct()
            .toList();
    return regions.size() == 1 && !regions.getFirst().isEmpty()
        ? Optional.of(regions.getFirst())
        : Optional.empty();
  }
}
