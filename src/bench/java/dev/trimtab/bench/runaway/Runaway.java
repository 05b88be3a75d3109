package dev.trimtab.bench.runaway;

import java.util.random.RandomGenerator;

/// Incidents.
enum Runaway {
  DOUBLING_1H(24, 0.98, 2),
  DOUBLING_2H(36, 0.98, 2),
  DOUBLING_6H(72, 0.98, 2.6),
  DOUBLING_24H(9 * 24, 0.96, 0),
  STEP(5 * 24, 0.85, 2.5),
  LEAK(21 * 24, 0, 0),
  RETRY_LOOP(24, 0.95, 0),
  PROMPT_BLOAT(4 * 24, 0.96, 0),
  NEW_KEY(24, 0.98, 0);

  private static final double FIRST = 0.05;
  private static final double MOST = 200;
  private static final double FEW = 20;

  final int length;

  /// The share of them that has to be told; 0 where none is asked for.
  final double recall;

  /// Most normal days beyond the normal at the alert, in the median; 0 where none is asked for.
  final double overspend;

  Runaway(int length, double recall, double overspend) {
    this.length = length;
    this.recall = recall;
    this.overspend = overspend;
  }

  boolean isMoney() {
    return this != LEAK && this != RETRY_LOOP && this != PROMPT_BLOAT;
  }

  /// Puts it into traffic from an hour on.
  void into(Traffic traffic, int at, Traffic clean, RandomGenerator random) {
    // what is seldom there cannot be multiplied
    boolean flat = random.nextBoolean() || Traffic.mean(clean.requests) < FEW;
    double strength = random.nextDouble();
    for (int h = at; h < Math.min(traffic.hours, at + length); h++) {
      int since = h - at;
      switch (this) {
        case DOUBLING_1H -> grow(traffic, h, clean, flat, Math.pow(2, since));
        case DOUBLING_2H -> grow(traffic, h, clean, flat, Math.pow(2, since / 2.0));
        case DOUBLING_6H -> grow(traffic, h, clean, flat, Math.pow(2, since / 6.0));
        case DOUBLING_24H -> grow(traffic, h, clean, flat, Math.pow(2, since / 24.0));
        case STEP -> traffic.times(h, 3);
        case LEAK -> traffic.times(h, Math.pow(1.05, since / 24.0));
        case RETRY_LOOP -> retry(traffic, h, clean, since, strength);
        case PROMPT_BLOAT -> bloat(traffic, h, since, strength);
        case NEW_KEY -> traffic.add(h, clean, 1);
      }
    }
  }

  private static void grow(Traffic traffic, int h, Traffic clean, boolean flat, double times) {
    double factor = Math.min(MOST, FIRST * times);
    if (flat) {
      traffic.add(h, clean, factor);
    } else {
      traffic.times(h, 1 + factor);
    }
  }

  private static void retry(Traffic traffic, int h, Traffic clean, int since, double strength) {
    double usual = Math.max(Traffic.mean(clean.requests), 1);
    double failures = usual * Math.min(20, 0.5 * Math.pow(1.3 + strength, since));
    traffic.failed[h] += failures;
    traffic.requests[h] += failures;
    traffic.cost[h] *= 1.02;
  }

  private static void bloat(Traffic traffic, int h, int since, double strength) {
    double factor = 1 + (1 + 2 * strength) * Math.min(1, since / 12.0);
    double price = traffic.cost[h] / Math.max(1, traffic.input[h] + 4 * traffic.output[h]);
    traffic.cost[h] += (factor - 1) * traffic.input[h] * price;
    traffic.input[h] *= factor;
  }
}
