package dev.trimtab.place.board;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Offers;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// Checks a plan by the rules alone, whoever made it.
public final class PlanCheck {
  private final Map<WorkloadRef, Demand> demands = new LinkedHashMap<>();
  private final Map<Offer.Key, Offer> offers = new LinkedHashMap<>();
  private final NodePlan plan;
  private final List<String> violations = new ArrayList<>();
  private final Map<WorkloadRef, Integer> placed = new HashMap<>();
  private final Map<WorkloadRef, Map<String, Integer>> inZone = new HashMap<>();
  private final Map<WorkloadRef, Map<Offer.Key, Integer>> inPool = new HashMap<>();
  private final Map<Offer.Key, Integer> used = new HashMap<>();
  private final Map<Demand, List<Offer>> homes = new HashMap<>();

  private PlanCheck(PlanProblem problem, NodePlan plan) {
    this.plan = plan;
    problem.demands().forEach(d -> demands.put(d.workload(), d));
    Offers.usable(problem).forEach(o -> offers.put(o.key(), o));
  }

  /// What is wrong with a plan, in words; nothing where it holds.
  public static List<String> violations(PlanProblem problem, NodePlan plan) {
    var check = new PlanCheck(problem, plan);
    check.run();
    return List.copyOf(check.violations);
  }

  private void run() {
    plan.nodes().forEach(this::node);
    used.forEach((key, count) -> {
      if (count > offer(key).available()) {
        say("%s: %d nodes, but %d can be had".formatted(key, count, offer(key).available()));
      }
    });
    demands.values().forEach(this::replicas);
    demands.values().forEach(this::spread);
    demands.values().forEach(this::share);
    plan.unplaced().forEach(this::unplaced);
  }

  /// One that is known: nodes of others are told, and looked at no further.
  private Offer offer(Offer.Key key) {
    return Objects.requireNonNull(offers.get(key));
  }

  private void say(String words) {
    violations.add(words);
  }

  private void node(PlannedNode node) {
    var key = node.offer().key();
    var offer = offers.get(key);
    if (offer == null || offer.price().compareTo(node.offer().price()) != 0) {
      say("%s is not a usable offering at %s an hour".formatted(key, node.offer().price()));
      return;
    }
    if (node.count() < 1) {
      say("%s: %d nodes".formatted(key, node.count()));
    }
    used.merge(key, node.count(), Integer::sum);
    node.pods().forEach((workload, count) -> pods(node, workload, count));
    var left = left(node);
    if (!Size.ZERO.fitsIn(left)) {
      say("%s is overfull: %s".formatted(key, left));
    }
    if (slotsLeft(node) < 0) {
      say("%s has %d pods too many".formatted(key, -slotsLeft(node)));
    }
  }

  private void pods(PlannedNode node, WorkloadRef workload, int count) {
    var demand = demands.get(workload);
    var key = node.offer().key();
    if (demand == null || count < 1) {
      say("%s holds %d pods of %s".formatted(key, count, workload));
      return;
    }
    if (!demand.wants().allows(offer(key))) {
      say("%s may not run on %s".formatted(workload, key));
    }
    if (demand.wants().onePerNode() && count > 1) {
      say("%s: %d on one %s".formatted(workload, count, key));
    }
    int all = count * node.count();
    placed.merge(workload, all, Integer::sum);
    inZone.computeIfAbsent(workload, _ -> new HashMap<>()).merge(key.zone(), all, Integer::sum);
    if (node.offer().isSpot()) {
      inPool.computeIfAbsent(workload, _ -> new HashMap<>()).merge(key, all, Integer::sum);
    }
  }

  private Size left(PlannedNode node) {
    var left = offer(node.offer().key()).room();
    for (var entry : node.pods().entrySet()) {
      var demand = demands.get(entry.getKey());
      left = demand == null ? left : left.minus(demand.pod().times(entry.getValue()));
    }
    return left;
  }

  private int slotsLeft(PlannedNode node) {
    return offer(node.offer().key()).maxPods()
        - node.pods().values().stream().mapToInt(Integer::intValue).sum();
  }

  private void replicas(Demand demand) {
    int on = placed.getOrDefault(demand.workload(), 0);
    int off = 0;
    for (var unplaced : plan.unplaced()) {
      off += unplaced.workload().equals(demand.workload()) ? unplaced.replicas() : 0;
    }
    if (on + off != demand.replicas()) {
      say(
          "%s: %d placed and %d not are not its %d replicas"
              .formatted(demand.workload(), on, off, demand.replicas()));
    }
  }

  private void spread(Demand demand) {
    if (!demand.wants().spreads()) {
      return;
    }
    var counts = zones(demand);
    var some = counts.values();
    if (spanOf(some) > demand.wants().maxSkew()) {
      say("%s is spread unevenly: %s".formatted(demand.workload(), counts));
    }
  }

  private static int spanOf(Iterable<Integer> counts) {
    int most = 0;
    int fewest = Integer.MAX_VALUE;
    for (int count : counts) {
      most = Math.max(most, count);
      fewest = Math.min(fewest, count);
    }
    return most - Math.min(fewest, most);
  }

  private Map<String, Integer> zones(Demand demand) {
    var names = new TreeSet<String>();
    homes(demand).forEach(o -> names.add(o.zone()));
    var has = inZone.getOrDefault(demand.workload(), Map.of());
    var counts = new HashMap<String, Integer>();
    names.forEach(zone -> counts.put(zone, has.getOrDefault(zone, 0)));
    return counts;
  }

  private List<Offer> homes(Demand demand) {
    return homes.computeIfAbsent(
        demand,
        d ->
            offers.values().stream()
                .filter(o -> d.wants().allows(o) && d.pod().fitsIn(o.room()) && o.maxPods() > 0)
                .toList());
  }

  private void share(Demand demand) {
    inPool
        .getOrDefault(demand.workload(), Map.of())
        .forEach((pool, count) -> {
          if (count > demand.poolCap()) {
            say("%s: %d in spot pool %s".formatted(demand.workload(), count, pool));
          }
        });
  }

  /// A replica may be without a place only where neither a standing node nor a new one has room.
  private void unplaced(NodePlan.Unplaced unplaced) {
    var demand = demands.get(unplaced.workload());
    if (demand == null || unplaced.reason().isBlank() || unplaced.replicas() < 1) {
      say("unplaced without a workload, a number or a reason: %s".formatted(unplaced));
      return;
    }
    var counts = zones(demand);
    for (var offer : homes(demand)) {
      if (mayHaveMore(demand, offer, counts)) {
        if (used.getOrDefault(offer.key(), 0) < offer.available()) {
          say("%s is not placed, but fits a new %s".formatted(unplaced.workload(), offer.key()));
          return;
        }
        if (plan.nodes().stream().anyMatch(node -> takes(demand, offer, node))) {
          say(
              "%s is not placed, but fits a standing %s"
                  .formatted(unplaced.workload(), offer.key()));
          return;
        }
      }
    }
  }

  private boolean mayHaveMore(Demand demand, Offer offer, Map<String, Integer> counts) {
    int inThisPool = inPool.getOrDefault(demand.workload(), Map.of()).getOrDefault(offer.key(), 0);
    if (offer.isSpot() && inThisPool >= demand.poolCap()) {
      return false;
    }
    if (!demand.wants().spreads()) {
      return true;
    }
    var then = new HashMap<>(counts);
    then.merge(offer.zone(), 1, Integer::sum);
    return spanOf(then.values()) <= demand.wants().maxSkew();
  }

  private boolean takes(Demand demand, Offer offer, PlannedNode node) {
    return node.offer().key().equals(offer.key())
        && !(demand.wants().onePerNode() && node.pods().containsKey(demand.workload()))
        && slotsLeft(node) > 0
        && demand.pod().fitsIn(left(node));
  }
}
