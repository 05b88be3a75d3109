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

  /// Pods of each item that have a node.
  int[] placed(Instance instance) {
    var placed = new int[instance.items()];
    for (var node : nodes) {
      var filling = node.filling();
      for (int k = 0; k < filling.items.length; k++) {
        placed[filling.items[k]] += filling.counts[k];
      }
    }
    return placed;
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
