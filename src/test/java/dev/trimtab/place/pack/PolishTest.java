package dev.trimtab.place.pack;

import static dev.trimtab.place.board.Problems.UNBOUNDED;
import static dev.trimtab.place.board.Problems.demand;
import static dev.trimtab.place.board.Problems.offer;
import static dev.trimtab.place.board.Problems.onDemand;
import static dev.trimtab.place.board.Problems.problem;
import static dev.trimtab.place.board.Problems.size;
import static dev.trimtab.place.board.Problems.tied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.place.board.Problems;
import dev.trimtab.place.pack.InstanceBuilder.Detail;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Demand.Wants;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Offers;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings.Risk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Rounding, exchanging a few nodes and planning many anew.
class PolishTest {
  private static final int ZONES = 20;

  private static Instance instance(PlanProblem problem) {
    var offers = Offers.usable(problem);
    return new InstanceBuilder(offers, new InterruptionCost(Risk.PRICE_ONLY, offers), Detail.FINE)
        .build(problem.demands());
  }

  private static Deadline within(double seconds) {
    long now = System.nanoTime();
    return new Deadline(System::nanoTime, now, now + (long) (seconds * 1e9));
  }

  private static Duals byCpu(Instance instance) {
    var worth = new double[instance.items()];
    Arrays.setAll(worth, i -> 0.05 * instance.size()[i][0]);
    return new Duals(worth, Map.of());
  }

  /// All pods one to a node, on the first offer that holds them.
  private static Packing oneToANode(Instance instance) {
    var nodes = new ArrayList<Packing.Node>();
    for (int i = 0; i < instance.items(); i++) {
      for (int pod = 0; pod < instance.of(i).total() / instance.of(i).items().length; pod++) {
        nodes.add(new Packing.Node(0, Filling.of(new int[] {i}, new int[] {1})));
      }
    }
    return Packing.of(instance, nodes, new int[instance.items()]);
  }

  /// Every pod on a node of its own, where there are nodes enough.
  private static List<Packing.Node> apart(Instance instance, List<Packing.Node> nodes) {
    var apart = new ArrayList<Packing.Node>();
    for (var node : nodes) {
      if (instance.available()[node.offer()] != Instance.UNBOUNDED) {
        apart.add(node);
        continue;
      }
      var filling = node.filling();
      for (int k = 0; k < filling.items.length; k++) {
        var alone = Filling.of(new int[] {filling.items[k]}, new int[] {1});
        apart.addAll(Collections.nCopies(filling.counts[k], new Packing.Node(node.offer(), alone)));
      }
    }
    return apart;
  }

  @Test
  void rounding_makes_the_columns_it_lacks() {
    // the cheapest are three nodes of two cores; the master knows only columns that hold more than
    // remain
    var instance =
        instance(
            problem(
                List.of(demand("w", 6, size(1, 1), Wants.NOTHING)),
                onDemand("a", UNBOUNDED),
                offer("two", "a", CapacityType.ON_DEMAND, 0.09, size(2, 8), UNBOUNDED)));
    var remaining = new Remaining(instance, new int[] {6});
    var into = new ArrayList<Packing.Node>();
    try (var master = new Master(instance)) {
      for (int offer = 0; offer < instance.offerCount(); offer++) {
        master.add(Column.of(instance, offer, Filling.of(new int[] {0}, new int[] {7})));
      }
      var tailored = new Tailored(instance, Pricing.all(instance.offerCount()));
      new Dive(instance, master, tailored, false, null).run(remaining, into, within(20));
    }
    assertThat(remaining.pods()).isZero();
    assertThat(Packing.of(instance, into, new int[1]).cost()).isCloseTo(0.27, offset(1e-9));
  }

  @Test
  void rounding_that_is_late_takes_larger_steps() {
    // in each of many zones three pods of which a node holds two: any two, by halves
    var demands = new ArrayList<Demand>();
    var offers = new Offer[ZONES];
    for (int z = 0; z < ZONES; z++) {
      offers[z] = onDemand("z" + z, UNBOUNDED);
      for (double cores : new double[] {1.7, 1.8, 1.9}) {
        demands.add(demand(cores + "z" + z, 1, size(cores, 1), tied("z" + z)));
      }
    }
    var instance = instance(problem(demands, offers));
    var once = new int[instance.items()];
    Arrays.fill(once, 1);
    var remaining = new Remaining(instance, once);
    var looks = new AtomicLong(); // at a clock that goes on by one each time
    try (var master = new Master(instance)) {
      for (int offer = 0; offer < ZONES; offer++) {
        var three = instance.itemsOf(offer);
        for (int item = 0; item < three.length; item++) {
          var two = new int[] {three[item], three[(item + 1) % three.length]};
          master.add(Column.of(instance, offer, Filling.of(two, new int[] {1, 1})));
        }
      }
      var tailored = new Tailored(instance, Pricing.all(instance.offerCount()));
      new Dive(instance, master, tailored, false, null)
          .run(remaining, new ArrayList<>(), new Deadline(looks::getAndIncrement, 0, 60));
    }
    assertThat(remaining.pods()).isLessThan(12); // one by one, 26 of the 60 are left
  }

  @Test
  void many_nodes_planned_anew_find_the_cheapest_mix() {
    var instance =
        instance(
            problem(
                List.of(
                    demand("w", 5, size(1.5, 2), Wants.NOTHING),
                    demand("v", 3, size(0.5, 1), Wants.NOTHING)),
                onDemand("a", UNBOUNDED),
                offer("two", "a", CapacityType.ON_DEMAND, 0.09, size(2, 8), UNBOUNDED)));
    var all = Pricing.all(instance.offerCount());
    var rebuild = new Rebuild(instance, all, byCpu(instance), List.of(), 1, oneToANode(instance));
    rebuild.run(within(20), 0.45 + 1e-9);
    var found = Packing.of(instance, rebuild.nodes(), new int[instance.items()]);
    assertThat(found.cost()).isCloseTo(0.45, offset(1e-9));
  }

  @Test
  void no_pod_is_lost_or_placed_twice_and_nothing_gets_dearer() {
    int cheaper = 0;
    for (int seed = 0; seed < 40; seed++) {
      var instance = instance(Problems.random(seed));
      if (instance.classes().isEmpty()) {
        continue;
      }
      var wanted = ZoneSplit.of(instance, new double[instance.items()]);
      var remaining = new Remaining(instance, wanted);
      var all = Pricing.all(instance.offerCount());
      var nodes = new ArrayList<Packing.Node>();
      var duals = byCpu(instance);
      new Completion(instance)
          .fill(
              remaining,
              all,
              duals,
              0.3,
              new SplittableRandom(seed),
              Double.POSITIVE_INFINITY,
              nodes,
              within(5));
      var missing = new int[wanted.length];
      Arrays.setAll(missing, remaining::left);
      var before = Packing.of(instance, apart(instance, nodes), missing);
      var after = new Polish(instance, all, duals, List.of()).run(before, seed, within(0.1), 0);
      assertThat(after.placed(instance)).isEqualTo(before.placed(instance));
      assertThat(after.cost()).isLessThanOrEqualTo(before.cost() + 1e-9);
      cheaper += after.cost() < before.cost() - 1e-9 ? 1 : 0;
    }
    assertThat(cheaper).isPositive();
  }
}
