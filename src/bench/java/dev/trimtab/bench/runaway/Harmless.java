package dev.trimtab.bench.runaway;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;

/// What only looks like a runaway.
enum Harmless {
  LAUNCH,
  MONTH_END,
  WEEKLY_BATCH,
  HOLIDAY,
  PRICE_STEP,
  OUTAGE,
  MISSING,
  LATE;

  /// Puts it into traffic, at some hour from `from` on; returns where.
  int into(Traffic traffic, int from, RandomGenerator random) {
    int at = from + random.nextInt(Math.max(1, traffic.hours - from - 24));
    switch (this) {
      case LAUNCH -> launch(traffic, at, random);
      case MONTH_END -> monthEnds(traffic, random);
      case WEEKLY_BATCH -> weekly(traffic, at, random);
      case HOLIDAY ->
          scale(traffic, at, 24 * (1 + random.nextInt(4)), 0.1 + 0.4 * random.nextDouble());
      case PRICE_STEP ->
          price(traffic, at, Math.exp(Math.log(2.5) * (2 * random.nextDouble() - 1)));
      case OUTAGE -> outage(traffic, at, 1 + random.nextInt(8), random);
      case MISSING -> gap(traffic, at, 1 + random.nextInt(24));
      case LATE -> late(traffic, at, 2 + random.nextInt(14));
    }
    return at;
  }

  private static void launch(Traffic traffic, int at, RandomGenerator random) {
    double factor = 1.5 + 1.5 * random.nextDouble();
    int length = 24 * (2 + random.nextInt(6));
    for (int h = at; h < traffic.hours; h++) {
      double part = Math.min(1, (double) (h - at) / length);
      traffic.times(h, 1 + (factor - 1) * part);
    }
  }

  private static void monthEnds(Traffic traffic, RandomGenerator random) {
    double factor = 1.5 + 2 * random.nextDouble();
    int days = 1 + random.nextInt(3);
    for (int h = 0; h < traffic.hours; h++) {
      var date =
          Instant.ofEpochSecond(Traffic.MIDNIGHT + h * 3600L)
              .atOffset(ZoneOffset.UTC)
              .toLocalDate();
      if (date.lengthOfMonth() - date.getDayOfMonth() < days) {
        traffic.times(h, factor);
      }
    }
  }

  private static void weekly(Traffic traffic, int at, RandomGenerator random) {
    double factor = 1 + 4 * random.nextDouble();
    int length = 2 + random.nextInt(6);
    var like = traffic.copy();
    for (int week = random.nextBoolean() ? at : at % 168; week < traffic.hours; week += 168) {
      for (int h = week; h < week + length; h++) {
        traffic.add(h, like, factor * (0.8 + 0.4 * random.nextDouble()));
      }
    }
  }

  private static void scale(Traffic traffic, int at, int length, double factor) {
    for (int h = at; h < at + length; h++) {
      traffic.times(h, factor);
    }
  }

  private static void price(Traffic traffic, int at, double factor) {
    for (int h = at; h < traffic.hours; h++) {
      traffic.cost[h] *= factor;
    }
  }

  private static void outage(Traffic traffic, int at, int length, RandomGenerator random) {
    double left = 0.3 * random.nextDouble();
    double retries = 1 + random.nextDouble();
    for (int h = at; h < Math.min(traffic.hours, at + length); h++) {
      double requests = traffic.requests[h];
      traffic.times(h, left);
      traffic.failed[h] += (1 - left) * requests * retries;
      traffic.requests[h] = traffic.requests[h] + (1 - left) * requests * retries;
    }
    // some of the work is caught up
    double lost = traffic.meanCost(at - 168, at) * length * 0.5 * random.nextDouble();
    double mean = Math.max(1e-12, traffic.meanCost(at - 168, at));
    for (int h = at + length; h < Math.min(traffic.hours, at + length + 3); h++) {
      traffic.times(h, 1 + lost / 3 / mean);
    }
  }

  private static void gap(Traffic traffic, int at, int length) {
    for (int h = at; h < Math.min(traffic.hours, at + length); h++) {
      traffic.missing[h] = true;
    }
  }

  private static void late(Traffic traffic, int at, int length) {
    int booked = at + length;
    if (booked >= traffic.hours) {
      return;
    }
    for (int h = at; h < booked; h++) {
      traffic.requests[booked] += traffic.requests[h];
      traffic.failed[booked] += traffic.failed[h];
      traffic.input[booked] += traffic.input[h];
      traffic.output[booked] += traffic.output[h];
      traffic.cost[booked] += traffic.cost[h];
      traffic.missing[h] = true;
    }
  }
}
