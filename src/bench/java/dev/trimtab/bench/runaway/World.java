package dev.trimtab.bench.runaway;

import dev.trimtab.model.SourceUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Series without incidents, and copies of them with one each.
record World(List<Clean> clean, List<Hit> hits, int days) {
  private static final double NEW = 0.08;
  private static final double BUDGETED = 0.5;

  /// Something harmless that happened to a series.
  record Happened(Harmless what, int hour) {}

  /// @param first the first hour that has a point
  record Clean(String name, Traffic traffic, int first, List<Happened> happened) {}

  /// @param twin the same without the incident; of a new key, nothing
  record Hit(String name, Runaway what, int hour, Traffic traffic, int first, Clean twin) {
    /// Whether it has multiplied hours in which nothing was spent.
    boolean isNothing() {
      return what.isMoney() && overspend(Math.min(traffic.hours, hour + what.length)) < 0.5;
    }

    double overspend(int to) {
      double sum = 0;
      for (int h = hour; h < to; h++) {
        sum += traffic.cost[h] - (what == Runaway.NEW_KEY ? 0 : twin.traffic.cost[h]);
      }
      return sum / (24 * twin.traffic.meanCost(hour - 336, hour));
    }
  }

  static World make(long seed, int series, int days) throws SourceUnavailable {
    var random = new Random(seed);
    var maker = Maker.open();
    int hours = days * Traffic.DAY;
    var clean = new ArrayList<Clean>();
    var hits = new ArrayList<Hit>();
    for (int i = 0; i < series; i++) {
      clean.add(clean("series-" + i, maker.any(hours, random), random));
    }
    double usual = usual(clean);
    for (var made : clean) {
      if (made.first == 0) {
        for (var what : Runaway.values()) {
          hits.add(hit(made, what, usual, random));
        }
      }
    }
    return new World(clean, hits, days);
  }

  private static Clean clean(String name, Traffic traffic, Random random) {
    if (random.nextDouble() < BUDGETED) {
      traffic.budget = 730 * 1.3 * Traffic.mean(traffic.cost);
    }
    var happened = new ArrayList<Happened>();
    for (var what : Harmless.values()) {
      if (random.nextDouble() < 0.35) {
        happened.add(new Happened(what, what.into(traffic, 14 * 24, random)));
      }
    }
    boolean isNew = random.nextDouble() < NEW;
    int first =
        isNew ? (20 + random.nextInt(traffic.hours / 24 - 30)) * 24 + random.nextInt(24) : 0;
    return new Clean(name, traffic, first, happened);
  }

  private static double usual(List<Clean> clean) {
    var means =
        clean.stream().mapToDouble(each -> Traffic.mean(each.traffic.cost)).sorted().toArray();
    return means[means.length / 2];
  }

  private static Hit hit(Clean twin, Runaway what, double usual, Random random) {
    int hours = twin.traffic.hours;
    int at = 30 * 24 + random.nextInt(hours - 30 * 24 - Math.min(what.length, 10 * 24));
    if (what == Runaway.NEW_KEY) {
      var burst = new Traffic(hours);
      double level = usual * (10 + 30 * random.nextDouble());
      for (int h = at; h < Math.min(hours, at + what.length); h++) {
        burst.cost[h] = level * (0.7 + 0.6 * random.nextDouble());
        burst.requests[h] = 300 * 20;
        burst.input[h] = burst.requests[h] * 1000;
        burst.output[h] = burst.requests[h] * 200;
      }
      return new Hit(twin.name, what, at, burst, at, twin);
    }
    var traffic = twin.traffic.copy();
    what.into(traffic, at, twin.traffic, random);
    return new Hit(twin.name, what, at, traffic, twin.first, twin);
  }
}
