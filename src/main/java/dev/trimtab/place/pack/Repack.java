package dev.trimtab.place.pack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Ruins a few nodes and places their pods anew, over and over; keeps what costs no more.
final class Repack {
  private static final int FEWEST = 1;
  private static final int MOST = 8;
  private static final int TRIED = 14;
  private static final double[] NOISE = {0, 0.01, 0.03, 0.1, 0.3};

  private final Instance instance;
  private final int[] candidates;
  private final Duals duals;
  private final RandomGenerator random;
  private final Completion completion;
  private final List<Packing.Node> nodes;
  private final Remaining remaining;

  Repack(
      Instance instance, int[] candidates, Duals duals, RandomGenerator random, Packing packing) {
    this.instance = instance;
    this.candidates = candidates;
    this.duals = duals;
    this.random = random;
    this.completion = new Completion(instance);
    this.nodes = new ArrayList<>(packing.nodes());
    this.remaining = new Remaining(instance, packing.placed(instance));
    packing.nodes().forEach(node -> remaining.take(node.offer(), node.filling(), 1));
  }

  /// Until time is up, or the cost is below this.
  void run(Deadline deadline, double enough) {
    double cost = 0;
    for (var node : nodes) {
      cost += instance.cost(node.offer(), node.filling());
    }
    while (!deadline.passed() && cost > enough && !nodes.isEmpty()) {
      for (int i = 0; i < 20; i++) {
        cost -= round(deadline);
      }
    }
  }

  /// What one round saved.
  private double round(Deadline deadline) {
    var ruined = choose();
    double before = 0;
    var offers = new HashSet<Integer>();
    for (int at : ruined) {
      var node = nodes.get(at);
      before += instance.cost(node.offer(), node.filling());
      remaining.giveBack(node.offer(), node.filling());
      offers.add(node.offer());
    }
    var fresh = new ArrayList<Packing.Node>();
    double after =
        completion.fill(
            remaining,
            some(offers),
            duals,
            NOISE[random.nextInt(NOISE.length)],
            random,
            before * (1 + 1e-12),
            fresh,
            deadline);
    if (remaining.pods() > 0 || after > before * (1 + 1e-12)) {
      fresh.forEach(node -> remaining.giveBack(node.offer(), node.filling()));
      for (int at : ruined) {
        remaining.take(nodes.get(at).offer(), nodes.get(at).filling(), 1);
      }
      return 0;
    }
    replace(ruined, fresh);
    return before - after;
  }

  private void replace(int[] ruined, List<Packing.Node> fresh) {
    for (int k = ruined.length - 1; k >= 0; k--) {
      int last = nodes.size() - 1;
      nodes.set(ruined[k], nodes.get(last));
      nodes.remove(last);
    }
    nodes.addAll(fresh);
  }

  /// Positions in ascending order: the worst of a few at random, and others.
  private int[] choose() {
    int n = Math.min(nodes.size(), FEWEST + random.nextInt(MOST));
    var chosen = new HashSet<Integer>();
    int worst = random.nextInt(nodes.size());
    for (int k = 0; k < 6; k++) {
      int other = random.nextInt(nodes.size());
      if (rating(other) < rating(worst)) {
        worst = other;
      }
    }
    chosen.add(worst);
    for (int tries = 0; chosen.size() < n && tries < 5 * n; tries++) {
      chosen.add(random.nextInt(nodes.size()));
    }
    return chosen.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private double rating(int at) {
    var node = nodes.get(at);
    double worth = 0;
    for (int k = 0; k < node.filling().items.length; k++) {
      worth += node.filling().counts[k] * duals.item[node.filling().items[k]];
    }
    return worth / Math.max(1e-9, instance.cost(node.offer(), node.filling()));
  }

  private int[] some(Set<Integer> offers) {
    for (int k = 0; k < TRIED; k++) {
      offers.add(candidates[random.nextInt(candidates.length)]);
    }
    var all = offers.stream().mapToInt(Integer::intValue).toArray();
    Arrays.sort(all);
    return all;
  }

  List<Packing.Node> nodes() {
    return nodes;
  }
}
