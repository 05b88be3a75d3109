package dev.trimtab.place.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.Workloads;
import dev.trimtab.model.Problem;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.Scheduling;
import dev.trimtab.model.cluster.Taint;
import dev.trimtab.model.cluster.Toleration;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.place.board.FirstFit;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.place.plan.PlanSettings.Risk;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Random clusters whose pods all stand somewhere by the rules, on nodes that cost next to nothing:
/// whatever else is found, no plan is dearer than to leave all as it is.
class TodaysLayoutPropertiesTest {
  private static final Taint TAINT = new Taint("dedicated", "x", "NoSchedule");

  private final Map<String, Map<WorkloadRef, Integer>> pods = new HashMap<>();
  private final List<Workload> workloads = new ArrayList<>();
  private final Map<WorkloadRef, Finding> grades = new HashMap<>();

  /// Finds dear plans only.
  private static ClusterPlanner planner() {
    return new ClusterPlanner(
        new PlanSettings(Risk.PRICE_ONLY, Duration.ZERO, 1),
        System::nanoTime,
        Money.USD,
        (problem, _) -> FirstFit.plan(problem));
  }

  /// Its plan cost less than today's nodes, and left out a pod that stands on them.
  @Example
  void a_pod_that_stands_today_is_not_left_out_because_the_rest_is_cheap() {
    no_plan_is_dearer_than_todays_nodes_with_the_pods_as_they_stand(-89);
  }

  @Property(tries = 100)
  void no_plan_is_dearer_than_todays_nodes_with_the_pods_as_they_stand(@ForAll long seed) {
    pods.clear();
    workloads.clear();
    grades.clear();
    var random = new Random(seed);
    var nodes = nodes(random);
    fill(nodes, random);
    var inventory = Clusters.inventory(nodes, Policies.NONE, workloads.toArray(new Workload[0]));
    var subject =
        new ClusterCase(inventory, Map.of(), Map.of(), pods, grades, Clusters.offers(), Double.NaN);
    var today = StandingNodes.of(inventory, List.of(), _ -> Optional.of(new BigDecimal("0.001")));
    var stored = planner().plan(subject, halved(random), today, Money.usd("1")).stored();
    for (var layout : List.of(stored.asRequested(), stored.asRecommended())) {
      assertThat(layout.unplaced()).isEmpty();
      assertThat(layout.price().amount()).isLessThanOrEqualTo(today.price());
      assertThat(layout.nodes()).noneMatch(group -> group.instanceType().contains("#"));
    }
    assertThat(stored.comparable()).isTrue();
    assertThat(stored.problems())
        .extracting(Problem::reason)
        .doesNotContain("dearer-than-today", "pods-without-a-place");
  }

  private List<Node> nodes(Random random) {
    var nodes = new ArrayList<Node>();
    int count = 2 + random.nextInt(7);
    for (int i = 0; i < count; i++) {
      var like = Facts.node("n" + i);
      var zone = List.of("a", "b", "c").get(random.nextInt(3));
      boolean spot = random.nextInt(3) == 0;
      var labels =
          random.nextBoolean()
              ? Map.of("topology.kubernetes.io/zone", zone)
              : Map.of("topology.kubernetes.io/zone", zone, "disk", "fast");
      nodes.add(
          new Node(
              like.name(),
              like.providerId(),
              "m5.xlarge",
              "us-east-1",
              zone,
              "amd64",
              spot ? CapacityType.SPOT : CapacityType.ON_DEMAND,
              like.capacityCpu(),
              like.capacityMemory(),
              Cpu.millis(3000 + random.nextInt(900)),
              like.allocatableMemory(),
              0,
              3 + random.nextInt(6),
              true,
              like.createdAt(),
              labels,
              random.nextInt(3) == 0 ? List.of(TAINT) : List.of()));
    }
    return nodes;
  }

  /// Puts pods on nodes at random as long as rules and room allow; those are all there are.
  private void fill(List<Node> nodes, Random random) {
    var room = new HashMap<String, Long>();
    var slots = new HashMap<String, Integer>();
    nodes.forEach(node -> room.put(node.name(), node.allocatableCpu().millis()));
    nodes.forEach(node -> slots.put(node.name(), node.maxPods()));
    for (int w = 0; w < 8; w++) {
      var ref = new WorkloadRef("prod", "shop", "Deployment", "w" + w);
      long cpu = 50L + random.nextInt(1500);
      boolean tolerates = random.nextBoolean();
      boolean fast = random.nextInt(3) == 0;
      boolean onePerNode = random.nextInt(3) == 0;
      boolean spot = random.nextBoolean();
      var zones = new HashMap<String, Integer>();
      int onDemand = 0;
      int replicas = 0;
      var on = new HashSet<String>();
      for (int i = 0; i < 6; i++) {
        var node = nodes.get(random.nextInt(nodes.size()));
        boolean allowed =
            (tolerates || node.taints().isEmpty())
                && (!fast || node.labels().containsKey("disk"))
                && (spot || node.capacityType() != CapacityType.SPOT)
                && !(onePerNode && on.contains(node.name()))
                && room.getOrDefault(node.name(), 0L) >= cpu
                && slots.getOrDefault(node.name(), 0) > 0;
        if (allowed) {
          room.merge(node.name(), -cpu, Long::sum);
          slots.merge(node.name(), -1, Integer::sum);
          pods.computeIfAbsent(node.name(), _ -> new HashMap<>()).merge(ref, 1, Integer::sum);
          on.add(node.name());
          zones.merge(node.zone(), 1, Integer::sum);
          onDemand += node.capacityType() == CapacityType.SPOT ? 0 : 1;
          replicas++;
        }
      }
      if (replicas > 0) {
        boolean spread =
            zones.size() == 3
                && zones.values().stream().mapToInt(n -> n).max().orElse(0)
                    <= zones.values().stream().mapToInt(n -> n).min().orElse(0) + 1;
        var workload = workload(ref, replicas, cpu, tolerates, fast, onePerNode, spread);
        workloads.add(workload);
        if (spot) {
          // spot in part only where rules do not depend on which replicas are meant
          int floor = onePerNode || spread ? 0 : random.nextInt(onDemand + 1);
          grades.put(ref, Clusters.mayGo(workload, floor));
        }
      }
    }
  }

  private static Workload workload(
      WorkloadRef ref,
      int replicas,
      long cpu,
      boolean tolerates,
      boolean fast,
      boolean onePerNode,
      boolean spread) {
    var like = Workloads.workload().replicas(replicas);
    like = onePerNode ? like.onePerNode() : like;
    like = spread ? like.spreadByZone() : like;
    like = fast ? like.selecting("disk", "fast") : like;
    like =
        tolerates
            ? like.scheduled(
                new Scheduling(
                    List.of(new Toleration("dedicated", "Equal", "x", "NoSchedule")), List.of(), 0))
            : like;
    var app = Facts.template().containers().getFirst();
    like =
        like.with(
            new Container(
                app.name(),
                app.role(),
                new Resources(Cpu.millis(cpu), null, Memory.mebi(64), null, 0)));
    return Clusters.named(ref.kind(), ref.name(), like.build());
  }

  private Changes halved(Random random) {
    var changes = new Changes.Builder();
    for (var workload : workloads) {
      var container = workload.template().containers().getFirst();
      if (random.nextBoolean()) {
        changes.resize(
            new ContainerRef(workload.ref(), container.name()),
            new Resources(Cpu.millis(25), null, Memory.mebi(32), null, 0));
      }
    }
    return changes.build();
  }
}
