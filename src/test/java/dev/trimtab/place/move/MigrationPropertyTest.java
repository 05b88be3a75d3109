package dev.trimtab.place.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.Workload.DisruptionBudget;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.board.FirstFit;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Walks through the steps of many migrations, pod by pod, and looks at every point whether what
/// was promised holds.
class MigrationPropertyTest {
  private static final int CASES = 400;

  @Test
  void every_budget_and_every_node_holds_at_every_point() {
    int drains = 0;
    int blocked = 0;
    for (long seed = 0; seed < CASES; seed++) {
      var world = new World(seed);
      new Walk(world, Migration.of(world.standing(), world.target())).walk();
      var actions =
          Migration.of(world.standing(), world.target()).steps().stream()
              .map(step -> step.action())
              .toList();
      drains += Collections.frequency(actions, "drain");
      blocked += Collections.frequency(actions, "blocked");
    }
    // the cases are worth their name
    assertThat(drains).isGreaterThan(CASES);
    assertThat(blocked).isGreaterThan(CASES / 20);
  }

  @Test
  void the_order_in_which_things_are_told_does_not_matter() {
    for (long seed = 0; seed < 50; seed++) {
      var world = new World(seed);
      var turned = new ArrayList<>(world.nodes);
      Collections.reverse(turned);
      var standing = new Standing(turned, world.pods, world.workloads(), Policies.NONE);
      assertThat(Migration.of(standing, world.target()))
          .isEqualTo(Migration.of(world.standing(), world.target()));
    }
  }

  private static <K, V> V of(Map<K, V> map, K key) {
    return Objects.requireNonNull(map.get(key), () -> "no " + key);
  }

  /// Some workloads on some nodes, and a first-fit plan of what they should have asked for.
  private static final class World {
    private final Random random;
    private final List<Offer> offers = new ArrayList<>();
    private final List<Workload> all = new ArrayList<>();
    private final Map<WorkloadRef, Demand> demands = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Map<WorkloadRef, Integer>> pods = new HashMap<>();
    private final NodePlan plan;

    World(long seed) {
      random = new Random(seed);
      for (var zone : List.of("a", "b")) {
        for (var capacity : List.of(CapacityType.ON_DEMAND, CapacityType.SPOT)) {
          for (int cores : List.of(4, 8, 16)) {
            if (random.nextInt(3) > 0) {
              offers.add(Moving.offer("of" + cores, zone, capacity, cores));
            }
          }
        }
      }
      offers.add(Moving.offer("of16", "c", CapacityType.ON_DEMAND, 16));
      for (int i = 0; i < 1 + random.nextInt(12); i++) {
        workload("w" + i);
      }
      stand();
      plan = FirstFit.tuned(new PlanProblem(List.copyOf(sorted()), List.of(), List.copyOf(offers)));
    }

    private List<Demand> sorted() {
      return all.stream().map(w -> demands.get(w.ref())).toList();
    }

    private void workload(String name) {
      int replicas = 1 + random.nextInt(9);
      var ref = Moving.ref(random.nextInt(9) == 0 ? "StatefulSet" : "Deployment", name);
      boolean apart = random.nextInt(6) == 0;
      all.add(Moving.workload(ref, replicas, budget(replicas), apart));
      var pod = new Size(250_000L * (1 + random.nextInt(12)), (1L << 28) * random.nextInt(16), 0);
      var wants =
          new Demand.Wants("amd64", random.nextBoolean(), "", -1, apart, Double.NaN, List.of());
      demands.put(ref, new Demand(ref, replicas, pod, wants));
    }

    private @Nullable DisruptionBudget budget(int replicas) {
      return switch (random.nextInt(6)) {
        case 0 -> new DisruptionBudget("b", "" + random.nextInt(replicas + 1), "", 1);
        case 1 -> new DisruptionBudget("b", random.nextInt(101) + "%", "", 1);
        case 2 -> new DisruptionBudget("b", "", "" + random.nextInt(3), 1);
        case 3 -> new DisruptionBudget("b", "", random.nextInt(60) + "%", 1);
        default -> null;
      };
    }

    /// Pods wherever there is room, with no thought of what it costs.
    private void stand() {
      var room = new HashMap<String, Size>();
      for (var workload : all) {
        for (int i = 0; i < workload.replicas(); i++) {
          var pod = of(demands, workload.ref()).pod();
          var node =
              nodes.stream()
                  .filter(n -> random.nextInt(3) > 0)
                  .filter(n -> pod.fitsIn(of(room, n.name())))
                  .filter(n ->
                      !workload.template().onePerNode()
                          || !of(pods, n.name()).containsKey(workload.ref()))
                  .findFirst()
                  .orElseGet(() -> node(room));
          room.merge(node.name(), pod, Size::minus);
          of(pods, node.name()).merge(workload.ref(), 1, Integer::sum);
        }
      }
      if (random.nextInt(4) == 0) {
        node(room);
      }
    }

    private Node node(Map<String, Size> room) {
      var offer = offers.get(random.nextInt(offers.size()));
      var name = "n%02d".formatted(nodes.size());
      var node = Moving.node(name, offer.instanceType(), offer.zone(), offer.capacityType());
      nodes.add(node);
      pods.put(name, new HashMap<>());
      room.put(name, offer.room());
      return node;
    }

    Map<WorkloadRef, Workload> workloads() {
      var map = new HashMap<WorkloadRef, Workload>();
      all.forEach(w -> map.put(w.ref(), w));
      return map;
    }

    Standing standing() {
      return new Standing(nodes, pods, workloads(), Policies.NONE);
    }

    Target target() {
      var sizes = new HashMap<WorkloadRef, Size>();
      demands.forEach((ref, demand) -> sizes.put(ref, demand.pod()));
      return new Target(plan, sizes, offers);
    }
  }

  /// Does what the steps say.
  private static final class Walk {
    private final World world;
    private final Migration migration;
    private final Map<String, Offer> standing = new HashMap<>();
    private final Map<String, Map<WorkloadRef, Integer>> pods = new HashMap<>();
    private final Set<String> leaving = new HashSet<>();
    private boolean anyDrained;

    Walk(World world, Migration migration) {
      this.world = world;
      this.migration = migration;
      for (var node : world.nodes) {
        standing.put(node.name(), offer(node.instanceType(), node.zone(), node.capacityType()));
        pods.put(node.name(), new HashMap<>(world.pods.getOrDefault(node.name(), Map.of())));
      }
      migration.steps().stream()
          .filter(step -> step.action().equals("drain"))
          .forEach(step -> leaving.add(step.node()));
    }

    private Offer offer(String type, String zone, CapacityType capacity) {
      return world.offers.stream()
          .filter(o -> o.key().equals(new Offer.Key(type, zone, capacity)))
          .findFirst()
          .orElseThrow();
    }

    void walk() {
      var seen = new ArrayList<String>();
      for (var step : migration.steps()) {
        switch (step.action()) {
          case "add" -> {
            assertThat(anyDrained).isFalse();
            for (int i = 1; i <= step.count(); i++) {
              var offer = offer(step.instanceType(), step.zone(), step.capacityType());
              standing.put(offer.key() + " #" + i, offer);
              pods.put(offer.key() + " #" + i, new HashMap<>());
            }
          }
          case "drain" -> {
            anyDrained = true;
            seen.add(step.node());
            drain(step.node());
          }
          case "blocked" -> {
            seen.add(step.node());
            assertThat(of(pods, step.node()).keySet())
                .anyMatch(ref -> mayBeAway(of(world.workloads(), ref)) == 0);
          }
          default -> seen.add(step.node());
        }
      }
      assertThat(seen)
          .containsExactlyInAnyOrderElementsOf(world.nodes.stream().map(Node::name).toList());
      endsAsPlanned();
    }

    /// What stands at the end is what the plan has, beside what could not be drained.
    private void endsAsPlanned() {
      var left = new HashMap<Offer.Key, Integer>();
      standing.values().forEach(offer -> left.merge(offer.key(), 1, Integer::sum));
      migration.steps().stream()
          .filter(step -> step.action().equals("blocked"))
          .forEach(step ->
              left.merge(
                  new Offer.Key(step.instanceType(), step.zone(), step.capacityType()),
                  -1,
                  Integer::sum));
      left.values().removeIf(count -> count == 0);
      var planned = new HashMap<Offer.Key, Integer>();
      world.plan.nodes().forEach(n -> planned.merge(n.offer().key(), n.count(), Integer::sum));
      assertThat(left).isEqualTo(planned);
    }

    /// Replicas are evicted as many at a time as the budget lets go, and the next follow when these
    /// run elsewhere.
    private void drain(String name) {
      for (var move : migration.moves()) {
        if (move.from().equals(name)) {
          for (int left = move.replicas(); left > 0; ) {
            int some = Math.min(left, mayBeAway(of(world.workloads(), move.workload())));
            assertThat(some).isPositive();
            take(name, move.workload(), some);
            budgetsHold();
            arrive(move.to(), move.workload(), some);
            left -= some;
          }
        }
      }
      var unplaced = world.plan.unplaced().stream().map(NodePlan.Unplaced::workload).toList();
      // all have gone, but for those that no plan places
      assertThat(unplaced).containsAll(of(pods, name).keySet());
      pods.remove(name);
      standing.remove(name);
    }

    private void take(String node, WorkloadRef workload, int count) {
      assertThat(of(pods, node).merge(workload, -count, Integer::sum)).isNotNegative();
      of(pods, node).values().removeIf(n -> n == 0);
    }

    private void arrive(String node, WorkloadRef workload, int count) {
      // it is there, and stays
      assertThat(standing).containsKey(node);
      assertThat(leaving).doesNotContain(node);
      var demand = of(world.demands, workload);
      var offer = of(standing, node);
      assertThat(demand.wants().allows(offer)).as("%s on %s", workload, offer.key()).isTrue();
      int now = of(pods, node).merge(workload, count, Integer::sum);
      assertThat(demand.wants().onePerNode() && now > 1).isFalse();
      var used = Size.ZERO;
      int slots = 0;
      for (var entry : of(pods, node).entrySet()) {
        used = used.plus(of(world.demands, entry.getKey()).pod().times(entry.getValue()));
        slots += entry.getValue();
      }
      assertThat(used.fitsIn(offer.room())).as("%s holds %s", node, used).isTrue();
      assertThat(slots).isLessThanOrEqualTo(offer.maxPods());
    }

    private void budgetsHold() {
      for (var workload : world.all) {
        if (workload.budget() != null) {
          int up = pods.values().stream().mapToInt(on -> on.getOrDefault(workload.ref(), 0)).sum();
          assertThat(up)
              .as("%s", workload)
              .isGreaterThanOrEqualTo(workload.replicas() - mayBeAway(workload));
        }
      }
    }

    /// By the words of the API, not by the code under test: percentages are rounded up.
    private static int mayBeAway(Workload workload) {
      var budget = workload.budget();
      int replicas = workload.replicas();
      if (budget == null) {
        return replicas;
      }
      if (!budget.minAvailable().isEmpty()) {
        return replicas - Math.min(replicas, amount(budget.minAvailable(), replicas));
      }
      return Math.min(replicas, amount(budget.maxUnavailable(), replicas));
    }

    private static int amount(String stated, int replicas) {
      return stated.endsWith("%")
          ? (int)
              Math.ceil(
                  Integer.parseInt(stated.substring(0, stated.length() - 1)) * replicas / 100.0)
          : Integer.parseInt(stated);
    }
  }
}
