package dev.trimtab.place.pack;

import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Size;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What a pod's room costs on each offer's nodes when the rest of a node is put to its best use.
///
/// By the duals of each node's relaxed knapsack, scaled so that all of the room costs what the node
/// does; where nothing wants the room, by the pod's largest share of it.
final class RoomPrices {
  private final Instance instance;
  private final double[] worth;
  private final double[][] each;
  private final Map<Demand, PodClass> classOf = new HashMap<>();

  /// @param duals at the optimum
  RoomPrices(Instance instance, Duals duals) {
    this.instance = instance;
    this.worth = duals.item;
    var pricing = new Pricing(instance);
    this.each =
        IntStream.range(0, instance.offerCount())
            .parallel()
            .mapToObj(offer -> perUnit(pricing, offer, duals))
            .toArray(double[][]::new);
    for (var of : instance.classes()) {
      of.demands().forEach(demand -> classOf.put(demand, of));
    }
  }

  /// Of an offer's room in each dimension; none where nothing wants it.
  private double[] perUnit(Pricing pricing, int offer, Duals duals) {
    var room = new double[Relaxation.DIMENSIONS];
    pricing.relax(offer, duals, room);
    double all = Arrays.stream(room).sum();
    if (all <= 0) {
      return new double[0];
    }
    for (int d = 0; d < room.length; d++) {
      double capacity = instance.room()[offer][d];
      room[d] = capacity > 0 ? room[d] * instance.cost()[offer] / all / capacity : 0;
    }
    return room;
  }

  /// About what one demand would cost less per hour as another.
  ///
  /// @param inZone pods of an item's class in its zone
  double saving(Demand demand, Demand lifted, Master inZone) {
    var of = classOf.get(demand);
    if (of == null) {
      return 0;
    }
    double now = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int item : of.items()) {
      double pods = of.spreads() ? inZone.inZone(item) / of.workloads() : demand.replicas();
      now += pods * worth[item];
      least = Math.min(least, worth[item]);
    }
    double before = cheapest(demand);
    double after = cheapest(lifted);
    double there = before > 0 && after < before ? least * after / before : least;
    double then = sharesOtherwise(demand, lifted) ? Math.min(there, after) : there;
    return Math.max(0, now - demand.replicas() * then);
  }

  private static boolean sharesOtherwise(Demand demand, Demand lifted) {
    var before = demand.wants();
    var after = lifted.wants();
    return before.onePerNode() != after.onePerNode()
        || Double.isNaN(before.maxPoolShare()) != Double.isNaN(after.maxPoolShare());
  }

  private double cheapest(Demand demand) {
    double least = Double.POSITIVE_INFINITY;
    var offers = instance.offers();
    for (int o = 0; o < offers.size(); o++) {
      if (holds(offers.get(o), demand)) {
        least = Math.min(least, price(o, demand.pod()));
      }
    }
    return least;
  }

  private static boolean holds(Offer offer, Demand demand) {
    return offer.available() > 0
        && offer.maxPods() > 0
        && demand.pod().fitsIn(offer.room())
        && demand.wants().allows(offer);
  }

  private double price(int offer, Size pod) {
    var room = instance.room()[offer];
    var size =
        List.of(
            (double) pod.cpuMicros(), (double) pod.memoryBytes(), 1.0, (double) pod.gpuMillis());
    double sum = 0;
    double share = 0;
    for (int d = 0; d < room.length; d++) {
      sum += each[offer].length > 0 ? size.get(d) * each[offer][d] : 0;
      share = Math.max(share, room[d] > 0 ? size.get(d) / room[d] : 0);
    }
    return each[offer].length > 0 ? sum : instance.cost()[offer] * share;
  }
}
