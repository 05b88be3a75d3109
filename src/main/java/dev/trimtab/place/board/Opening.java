package dev.trimtab.place.board;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Opens nodes for replicas without a place: each time the one that is cheapest for all that it
/// takes, of whatever has none.
///
/// What a replica is worth is what it would cost at least on a node that takes nothing else.
final class Opening {
  /// Demands besides the first that are looked at: those that are worth most.
  private static final int MATES = 50;

  /// Nodes that are opened so; any more are chosen for one demand alone, which is much faster.
  private static final int SHARED = 300;

  /// USD an hour: where nodes cost nothing, replicas are still worth something.
  private static final double LEAST = 1e-9;

  private final Board board;
  private final Rules rules;
  private final int[] left;
  private final double[] worth;
  private int opened;

  /// @param left replicas without a place, by demand; kept up to date by both
  Opening(Board board, int[] left) {
    this.board = board;
    this.rules = board.rules();
    this.left = left;
    this.worth = new double[left.length];
    Arrays.fill(worth, Double.NaN);
  }

  /// Opens a node for the demand and puts there what it takes, of others too.
  ///
  /// @return whether any node may take any of it
  boolean open(int demand) {
    var offers = rules.homes(demand).stream().filter(o -> board.canPlaceOnNew(demand, o)).toArray();
    if (offers.length == 0) {
      return false;
    }
    var mates = opened < SHARED ? mates(demand) : List.<Integer>of();
    opened++;
    var node = board.open(cheapest(offers, demand, mates));
    put(demand, node);
    mates.forEach(mate -> put(mate, node));
    return true;
  }

  private void put(int demand, Node node) {
    while (left[demand] > 0 && board.canPlace(demand, node)) {
      board.place(demand, node);
      left[demand]--;
    }
  }

  /// The offer whose next node would be cheapest for what it takes.
  private int cheapest(int[] offers, int demand, List<Integer> mates) {
    double all = worth(demand) * left[demand];
    for (int mate : mates) {
      all += worth(mate) * left[mate];
    }
    double least = Double.POSITIVE_INFINITY;
    int best = offers[0];
    for (int offer : offers) {
      if (price(offer) < least * all) {
        double rate = price(offer) / taken(demand, mates, offer);
        if (rate < least) {
          least = rate;
          best = offer;
        }
      }
    }
    return best;
  }

  private double price(int offer) {
    return rules.offer(offer).price().doubleValue();
  }

  private List<Integer> mates(int demand) {
    return IntStream.range(0, left.length)
        .filter(d -> d != demand && left[d] > 0 && worth(d) > 0)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(d -> worth(d) * left[d]).reversed())
        .limit(MATES)
        .sorted(Comparator.<Integer>comparingDouble(this::worth).reversed())
        .toList();
  }

  /// USD an hour; 0 where nothing may take it.
  private double worth(int demand) {
    if (Double.isNaN(worth[demand])) {
      double least = Double.POSITIVE_INFINITY;
      var homes = rules.homes(demand);
      for (int o = homes.nextSetBit(0); o >= 0; o = homes.nextSetBit(o + 1)) {
        if (board.canOpen(o)) {
          least = Math.min(least, price(o) / alone(demand, o));
        }
      }
      worth[demand] = Double.isInfinite(least) ? 0 : Math.max(least, LEAST);
    }
    return worth[demand];
  }

  private double alone(int demand, int offer) {
    var node = rules.offer(offer);
    return Math.max(1, Fit.most(rules.demand(demand).pod(), node.room(), node.maxPods()));
  }

  /// What a new node would take, in USD an hour.
  private double taken(int demand, List<Integer> mates, int offer) {
    var node = new Node(rules, offer);
    double sum = take(demand, node);
    for (int mate : mates) {
      if (board.obstacle(mate, offer) == Obstacle.NONE) {
        sum += take(mate, node);
      }
    }
    return Math.max(sum, Double.MIN_NORMAL);
  }

  private double take(int demand, Node node) {
    int some = Math.min(left[demand], node.fits(rules.demand(demand).pod()));
    if (oneByOne(demand)) {
      some = Math.min(some, 1);
    }
    some = Math.min(some, board.poolRoom(demand, node.offer()));
    if (some > 0) {
      node.add(demand, rules.demand(demand).pod(), some);
    }
    return some * worth(demand);
  }

  /// Whether a node, or a zone with the others as they are, takes one replica at a time.
  private boolean oneByOne(int demand) {
    return rules.demand(demand).wants().onePerNode() || rules.spreadOver(demand).length > 1;
  }
}
