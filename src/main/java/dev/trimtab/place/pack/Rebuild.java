package dev.trimtab.place.pack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Takes many nodes away and plans their pods anew by a linear program of its own, over and over;
/// keeps what costs no more.
///
/// It reaches what exchanging a few nodes does not: another mix of node types for a large part of
/// the pods.
final class Rebuild {
  /// Nodes taken away at once.
  private static final int[] SIZES = {10, 20, 30, 45, 70};

  /// Columns that a program begins with.
  private static final int COLUMNS = 400;

  private final Instance instance;
  private final int[] candidates;
  private final Tailored tailored;
  private final Duals duals;
  private final List<Column> known;
  private final Random random;
  private final Completion completion;
  private List<Packing.Node> nodes;
  private final int[] placed;

  /// @param known columns, those worth most for what they cost first
  Rebuild(
      Instance instance,
      int[] candidates,
      Duals duals,
      List<Column> known,
      long seed,
      Packing packing) {
    this.instance = instance;
    this.candidates = candidates;
    this.tailored = new Tailored(instance, candidates);
    this.duals = duals;
    this.known = known;
    this.random = new Random(seed);
    this.completion = new Completion(instance);
    this.nodes = new ArrayList<>(packing.nodes());
    this.placed = packing.placed(instance);
  }

  /// Until time is up, or the cost is below this.
  void run(Deadline deadline, double enough) {
    while (!deadline.passed() && cost(nodes) > enough && !nodes.isEmpty()) {
      round(deadline);
    }
  }

  private void round(Deadline deadline) {
    Collections.shuffle(nodes, random);
    int taken = Math.min(nodes.size(), SIZES[random.nextInt(SIZES.length)]);
    var kept = nodes.subList(taken, nodes.size());
    var away = nodes.subList(0, taken);
    var remaining = new Remaining(instance, placed);
    kept.forEach(node -> remaining.take(node.offer(), node.filling(), 1));
    var fresh = planned(away, remaining, deadline);
    if (remaining.pods() == 0 && cost(fresh) <= cost(away) * (1 + 1e-12)) {
      fresh.addAll(kept);
      nodes = fresh;
    }
  }

  private List<Packing.Node> planned(
      List<Packing.Node> away, Remaining remaining, Deadline deadline) {
    var fresh = new ArrayList<Packing.Node>();
    try (var master = new Master(instance)) {
      away.forEach(node -> master.add(Column.of(instance, node.offer(), node.filling())));
      known.stream()
          .filter(column -> remaining.times(column.offer(), column.filling()) > 0)
          .limit(COLUMNS)
          .forEach(master::add);
      new Dive(instance, master, tailored, false, random).run(remaining, fresh, deadline);
    }
    double most = cost(away) * (1 + 1e-12) - cost(fresh);
    completion.fill(remaining, candidates, duals, 0, random, most, fresh, deadline);
    return fresh;
  }

  private double cost(List<Packing.Node> some) {
    double cost = 0;
    for (var node : some) {
      cost += instance.cost(node.offer(), node.filling());
    }
    return cost;
  }

  List<Packing.Node> nodes() {
    return nodes;
  }
}
