package dev.trimtab.place.pack;

import java.util.ArrayList;
import java.util.List;

/// Nodes and what stands on each; what found no room is left over.
///
/// @param missing of each item
@SuppressWarnings("ArrayRecordComponent") // read in inner loops, never compared
record Packing(List<Node> nodes, int[] missing, double cost) {
  /// One node.
  record Node(int offer, Filling filling) {}

  static Packing of(Instance instance, List<Node> nodes, int[] missing) {
    double cost = 0;
    for (var node : nodes) {
      cost += instance.cost(node.offer(), node.filling());
    }
    return new Packing(new ArrayList<>(nodes), missing, cost);
  }

  private long missed() {
    long sum = 0;
    for (int m : missing) {
      sum += m;
    }
    return sum;
  }

  /// More pods placed, or as many for less.
  boolean betterThan(Packing other) {
    long mine = missed();
    long theirs = other.missed();
    return mine != theirs ? mine < theirs : cost < other.cost;
  }
}
