package dev.trimtab.place.pack;

import dev.trimtab.place.plan.NodePlan.Unplaced;
import dev.trimtab.place.plan.Offer;
import java.util.List;

/// A problem in arrays, made for solving.
///
/// An *item* is a class's pods, in one zone where the class is spread. An offer's *group* tells
/// which items may run on it.
///
/// @param room of an offer in each dimension, DaemonSets taken off
/// @param cost of a node per hour: its price and, where risk counts, what its interruptions cost
/// @param podCost what a pod's interruptions on such a node cost per hour
/// @param size of an item in each dimension
/// @param shape the same for items of equal size
/// @param homeless what no offer could ever hold
@SuppressWarnings("ArrayRecordComponent") // read in inner loops, never compared
record Instance(
    List<Offer> offers,
    double[][] room,
    double[] cost,
    double[] podCost,
    int[] available,
    boolean[] spot,
    int[] group,
    int[][] itemsOfGroup,
    List<PodClass> classes,
    int[] classOf,
    double[][] size,
    int[] shape,
    List<Unplaced> homeless) {
  static final int UNBOUNDED = Integer.MAX_VALUE;

  int offerCount() {
    return room.length;
  }

  int items() {
    return classOf.length;
  }

  PodClass of(int item) {
    return classes.get(classOf[item]);
  }

  int[] itemsOf(int offer) {
    return itemsOfGroup[group[offer]];
  }

  /// Whether pods of the item's class in this offer count against a share of a pool.
  boolean capped(int item, int offer) {
    return spot[offer] && of(item).capped();
  }

  double cost(int offer, Filling filling) {
    long pods = 0;
    for (int count : filling.counts) {
      pods += count;
    }
    return cost[offer] + pods * podCost[offer];
  }
}
