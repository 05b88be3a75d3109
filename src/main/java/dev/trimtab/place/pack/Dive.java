package dev.trimtab.place.pack;

import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// From the master's fractions to whole nodes: takes the whole part of every amount, solves the
/// rest again with columns made for it, and where no whole part is left, rounds the largest
/// fraction up.
///
/// Columns that take more pods than remain are left out: a program that may cover pods twice finds
/// the rest cheaper than it is.
final class Dive {
  private static final double WHOLE = 1 - 1e-6;

  /// A fraction this large is rounded up together with others.
  private static final double NEARLY = 0.85;

  /// Times that columns are made for one rest, at most.
  private static final int TAILORED = 10;

  /// Of the time, what making columns may take ahead of the share of pods that are placed, and what
  /// it leaves in any case.
  private static final double EARLY = 0.25;

  private static final double LAST = 0.05;

  /// Fractions that are rounded up together besides, where it is late by the whole time.
  private static final double LATE = 30;

  /// By how much chance makes a fraction larger.
  private static final double SHAKE = 0.3;

  private final Instance instance;
  private final Master master;
  private final Tailored tailored;
  private final boolean parallel;
  private final @Nullable RandomGenerator random;

  /// @param parallel whether both cores are free for it
  /// @param random which of the large fractions is rounded up; null for the largest
  Dive(
      Instance instance,
      Master master,
      Tailored tailored,
      boolean parallel,
      @Nullable RandomGenerator random) {
    this.instance = instance;
    this.master = master;
    this.tailored = tailored;
    this.parallel = parallel;
    this.random = random;
  }

  /// Until nothing is left that it can round, or time is up.
  void run(Remaining remaining, List<Packing.Node> into, Deadline deadline) {
    long all = remaining.pods();
    double time = deadline.left();
    demand(remaining);
    while (remaining.pods() > 0 && !deadline.passed()) {
      double done = 1 - remaining.pods() / (double) all;
      try {
        solve(remaining, deadline, time * Math.max(LAST, 1 - EARLY - done));
      } catch (NoOptimum _) {
        return; // the rest is completed without it
      }
      double late = 1 - deadline.left() / time - done;
      int many = 1 + (int) Math.max(0, LATE * late);
      if (!takeWhole(remaining, into) && !roundUp(remaining, into, many)) {
        return;
      }
      demand(remaining);
    }
  }

  /// @param seconds that must be left for making columns
  private void solve(Remaining remaining, Deadline deadline, double seconds) {
    master.solve();
    for (int times = 0; times < TAILORED && deadline.left() > seconds; times++) {
      if (!tailored.addTo(master, remaining, parallel)) {
        return;
      }
      master.solve();
    }
  }

  private boolean takeWhole(Remaining remaining, List<Packing.Node> into) {
    var amounts = master.amounts();
    boolean taken = false;
    for (int c = 0; c < amounts.length; c++) {
      if (amounts[c] >= WHOLE) {
        taken |= take(remaining, c, (int) Math.floor(amounts[c] + 1e-6), into);
      }
    }
    return taken;
  }

  /// @param many of the largest fractions, at most
  private boolean roundUp(Remaining remaining, List<Packing.Node> into, int many) {
    var amounts = master.amounts();
    var shaken = new double[amounts.length];
    for (int c = 0; c < amounts.length; c++) {
      shaken[c] = random == null ? amounts[c] : amounts[c] * (1 + SHAKE * random.nextDouble());
    }
    var largest =
        IntStream.range(0, amounts.length)
            .filter(c -> amounts[c] > 1e-6)
            .boxed()
            .sorted(Comparator.comparingDouble(c -> -shaken[c]))
            .toList();
    boolean taken = false;
    for (int at = 0; at < largest.size(); at++) {
      if (at < many || amounts[largest.get(at)] >= NEARLY) {
        taken |= take(remaining, largest.get(at), 1, into);
      }
    }
    return taken;
  }

  private boolean take(Remaining remaining, int column, int times, List<Packing.Node> into) {
    var of = master.columns().get(column);
    int whole = Math.min(times, remaining.times(of.offer(), of.filling()));
    for (int t = 0; t < whole; t++) {
      into.add(new Packing.Node(of.offer(), of.filling()));
    }
    remaining.take(of.offer(), of.filling(), whole);
    return whole > 0;
  }

  private void demand(Remaining remaining) {
    for (int i = 0; i < instance.items(); i++) {
      master.demand(i, remaining.left(i));
    }
    master.limits(remaining);
  }
}
