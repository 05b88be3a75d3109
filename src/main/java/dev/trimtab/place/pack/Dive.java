package dev.trimtab.place.pack;

import java.util.List;

/// From the master's fractions to whole nodes: takes the whole part of every amount, solves the
/// rest again, and where no whole part is left, rounds the largest fraction up.
final class Dive {
  private static final double WHOLE = 1 - 1e-6;

  /// A fraction this large is rounded up together with others.
  private static final double NEARLY = 0.85;

  private final Instance instance;
  private final Master master;

  Dive(Instance instance, Master master) {
    this.instance = instance;
    this.master = master;
  }

  /// Until little is left, time is up, or rounding no longer helps.
  void run(Remaining remaining, List<Packing.Node> into, Deadline deadline) {
    demand(remaining);
    while (remaining.pods() > 0 && !deadline.passed()) {
      try {
        master.solve();
      } catch (NoOptimum _) {
        return; // the rest is completed without it
      }
      var amounts = master.amounts();
      boolean taken = false;
      int largest = -1;
      for (int c = 0; c < amounts.length; c++) {
        if (amounts[c] >= WHOLE) {
          taken |= take(remaining, c, (int) Math.floor(amounts[c] + 1e-6), into);
        } else if (amounts[c] > 1e-6 && (largest < 0 || amounts[c] > amounts[largest])) {
          largest = c;
        }
      }
      if (!taken) {
        if (largest < 0) {
          return;
        }
        double least = Math.min(NEARLY, amounts[largest]);
        for (int c = 0; c < amounts.length; c++) {
          if (amounts[c] >= least && amounts[c] < WHOLE) {
            taken |= take(remaining, c, 1, into);
          }
        }
        if (!taken) {
          return;
        }
      }
      demand(remaining);
    }
  }

  private boolean take(Remaining remaining, int column, int times, List<Packing.Node> into) {
    var of = master.columns().get(column);
    int whole = Math.min(times, remaining.times(of.offer(), of.filling()));
    for (int t = 0; t < whole; t++) {
      into.add(new Packing.Node(of.offer(), of.filling()));
    }
    if (whole > 0) {
      remaining.take(of.offer(), of.filling(), whole);
      return true;
    }
    var trimmed = remaining.trim(of.offer(), of.filling());
    if (remaining.available(of.offer()) < 1 || pods(trimmed) * 2 < pods(of.filling())) {
      return false;
    }
    remaining.take(of.offer(), trimmed, 1);
    into.add(new Packing.Node(of.offer(), trimmed));
    return true;
  }

  private static long pods(Filling filling) {
    long sum = 0;
    for (int count : filling.counts) {
      sum += count;
    }
    return sum;
  }

  private void demand(Remaining remaining) {
    for (int i = 0; i < instance.items(); i++) {
      master.demand(i, remaining.left(i));
    }
    master.limits(remaining);
  }
}
