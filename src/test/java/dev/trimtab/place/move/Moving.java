package dev.trimtab.place.move;

import static java.util.stream.Collectors.toMap;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.PodTemplate;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.Workload.DisruptionBudget;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Nodes that stand and a plan to get to. Pods ask for a core and 1 GiB.
final class Moving {
  static final Size POD = new Size(1_000_000, 1L << 30, 0);

  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Map<WorkloadRef, Integer>> pods = new HashMap<>();
  private final List<Workload> workloads = new ArrayList<>();
  private final List<PlannedNode> planned = new ArrayList<>();
  private final List<Offer> offers = new ArrayList<>();
  private final Map<WorkloadRef, Size> sizes = new HashMap<>();

  static WorkloadRef ref(String name) {
    return ref("Deployment", name);
  }

  static WorkloadRef ref(String kind, String name) {
    return new WorkloadRef("prod", "shop", kind, name);
  }

  static Workload workload(
      WorkloadRef ref, int replicas, @Nullable DisruptionBudget budget, boolean onePerNode) {
    var like = Facts.template();
    var template =
        new PodTemplate(
            like.containers(),
            "",
            0,
            like.terminationGrace(),
            List.of(),
            ref.name().startsWith("disk"),
            onePerNode,
            false,
            Map.of());
    return new Workload(
        ref, "apps/v1", replicas, Facts.NOW, Map.of(), Map.of(), template, null, budget);
  }

  static Node node(String name, String type, String zone, CapacityType capacity) {
    var like = Facts.node(name);
    return new Node(
        name,
        like.providerId(),
        type,
        like.region(),
        zone,
        like.arch(),
        capacity,
        like.capacityCpu(),
        like.capacityMemory(),
        like.allocatableCpu(),
        like.allocatableMemory(),
        0,
        58,
        true,
        like.createdAt(),
        Map.of());
  }

  Moving runs(WorkloadRef ref, int replicas, @Nullable DisruptionBudget budget) {
    workloads.add(workload(ref, replicas, budget, false));
    sizes.put(ref, POD);
    return this;
  }

  Moving sized(WorkloadRef ref, Size pod) {
    sizes.put(ref, pod);
    return this;
  }

  static DisruptionBudget atLeast(String available) {
    return new DisruptionBudget("guard", available, "", 1);
  }

  /// An offer of so many cores, at as many tenths of a dollar an hour.
  static Offer offer(String type, String zone, CapacityType capacity, int cores) {
    return new Offer(
        type,
        zone,
        capacity,
        BigDecimal.valueOf(cores, 1),
        POD.times(cores),
        20,
        "amd64",
        Double.NaN,
        Integer.MAX_VALUE,
        Map.of());
  }

  private static Offer typed(String type) {
    return offer(type, "us-east-1a", CapacityType.ON_DEMAND, type.equals("big") ? 8 : 4);
  }

  /// An on-demand node of zone us-east-1a, `small` of 4 cores or `big` of 8.
  Moving stands(String name, String type, Map<WorkloadRef, Integer> contents) {
    nodes.add(node(name, type, "us-east-1a", CapacityType.ON_DEMAND));
    pods.put(name, contents);
    offers.add(typed(type));
    return this;
  }

  Moving plans(String type, int count, Map<WorkloadRef, Integer> contents) {
    planned.add(new PlannedNode(typed(type), count, contents));
    return this;
  }

  Migration go() {
    var standing =
        new Standing(
            nodes, pods, workloads.stream().collect(toMap(Workload::ref, w -> w)), Policies.NONE);
    return Migration.of(
        standing, new Target(new NodePlan(planned, List.of(), 0, 0, 0), sizes, offers));
  }

  /// `action node-or-type`, with the count where it is not one.
  static List<String> outline(Migration migration) {
    return migration.steps().stream()
        .map(step ->
            "%s %s%s"
                .formatted(
                    step.action(),
                    step.node().isEmpty() ? step.instanceType() : step.node(),
                    step.count() == 1 ? "" : " x" + step.count()))
        .toList();
  }

  static List<String> words(Migration migration, String... actions) {
    return migration.steps().stream()
        .filter(step -> Arrays.asList(actions).contains(step.action()))
        .map(step -> step.words())
        .toList();
  }
}
