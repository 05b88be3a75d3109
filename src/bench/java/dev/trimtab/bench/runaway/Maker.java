package dev.trimtab.bench.runaway;

import dev.trimtab.bench.open.RequestSizes;
import dev.trimtab.bench.open.RequestSizes.Size;
import dev.trimtab.bench.open.ServeGen;
import dev.trimtab.model.SourceUnavailable;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes the everyday traffic of keys, teams, totals and small teams.
final class Maker {
  private static final double USUAL_REQUESTS = 300;
  private static final int SAMPLE = 64;
  private static final double BURSTY = 0.05;
  private static final double MOST_OVER_LEAST = 6;

  private final List<double[]> shapes;
  private final List<double[]> steady;
  private final List<Size> chats;
  private final List<Size> code;

  private Maker(List<double[]> shapes, List<Size> chats, List<Size> code) {
    this.shapes = shapes;
    steady = shapes.stream().filter(Maker::isSteady).toList();
    this.chats = chats;
    this.code = code;
  }

  static Maker open() throws SourceUnavailable {
    return new Maker(ServeGen.shapes(), RequestSizes.chats(), RequestSizes.code());
  }

  /// One of each kind, as often as an organization has them.
  Traffic any(int hours, RandomGenerator random) {
    double kind = random.nextDouble();
    if (kind < 0.45) {
      return key(hours, random);
    }
    if (kind < 0.7) {
      return sum(3 + random.nextInt(4), hours, random);
    }
    return kind < 0.75 ? sum(25, hours, random) : small(hours, random);
  }

  private Traffic sum(int keys, int hours, RandomGenerator random) {
    var sum = new Traffic(hours);
    for (int i = 0; i < keys; i++) {
      sum.plus(key(hours, random));
    }
    return sum;
  }

  Traffic key(int hours, RandomGenerator random) {
    var shape = shape(random);
    double level = USUAL_REQUESTS * Math.exp(1.2 * random.nextGaussian());
    double weekend = 0.4 + 0.6 * random.nextDouble();
    double noise = 0.08 + 0.15 * random.nextDouble();
    var traffic = new Traffic(hours);
    var pricing = new Pricing(random);
    double drift = 0;
    int other = 0;
    for (int h = 0; h < hours; h++) {
      if (h % Traffic.DAY == 0) {
        drift = 0.6 * drift + 0.08 * random.nextGaussian();
        other = random.nextDouble() < 0.2 ? 7 * Traffic.DAY : 0;
      }
      boolean saturday = h / Traffic.DAY % 7 >= 5;
      double rate =
          level
              * shape[(h + other) % shape.length]
              * (saturday ? weekend : 1)
              * Math.exp(drift + noise * random.nextGaussian());
      pricing.fill(traffic, h, poisson(rate, random), random);
    }
    return traffic;
  }

  /// Mostly of clients that ask every day; those that ask once a week are rare among keys with
  /// money.
  private double[] shape(RandomGenerator random) {
    var from = random.nextDouble() < BURSTY ? shapes : steady;
    return from.get(random.nextInt(from.size()));
  }

  private static boolean isSteady(double[] shape) {
    var days = new double[shape.length / Traffic.DAY];
    for (int h = 0; h < shape.length; h++) {
      days[h / Traffic.DAY] += shape[h];
    }
    double most = 0;
    double least = Double.POSITIVE_INFINITY;
    for (double day : days) {
      most = Math.max(most, day);
      least = Math.min(least, day);
    }
    return least > 0 && most < MOST_OVER_LEAST * least;
  }

  private Traffic small(int hours, RandomGenerator random) {
    double active = 0.03 + 0.2 * random.nextDouble();
    double level = 10 * Math.exp(0.8 * random.nextGaussian());
    var traffic = new Traffic(hours);
    var pricing = new Pricing(random);
    for (int h = 0; h < hours; h++) {
      boolean office = h % Traffic.DAY >= 8 && h % Traffic.DAY < 18 && h / Traffic.DAY % 7 < 5;
      if (random.nextDouble() < (office ? active * 2.5 : active * 0.1)) {
        double rate = level * Math.exp(random.nextGaussian());
        pricing.fill(traffic, h, 1 + poisson(rate, random), random);
      }
    }
    return traffic;
  }

  private static double poisson(double mean, RandomGenerator random) {
    if (mean > 30) {
      return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  /// Tokens and prices of one key.
  private final class Pricing {
    private final List<Size> sizes;
    private final double inputPrice;
    private final double outputPrice;
    private final double size;
    private final double failing;

    Pricing(RandomGenerator random) {
      sizes = random.nextDouble() < 0.3 ? code : chats;
      inputPrice = 1e-6 * List.of(0.15, 0.4, 2.0, 2.5, 3.0).get(random.nextInt(5));
      outputPrice = inputPrice * (3 + 2 * random.nextDouble());
      size = Math.exp(0.5 * random.nextGaussian());
      failing = 0.002 + 0.02 * random.nextDouble();
    }

    void fill(Traffic traffic, int hour, double requests, RandomGenerator random) {
      if (requests <= 0) {
        return;
      }
      double failed = Math.min(requests, poisson(failing * requests, random));
      double input = 0;
      double output = 0;
      int sampled = (int) Math.min(SAMPLE, requests);
      for (int i = 0; i < sampled; i++) {
        var each = sizes.get(random.nextInt(sizes.size()));
        input += each.context();
        output += each.generated();
      }
      double answered = (requests - failed) / sampled * size;
      traffic.requests[hour] = requests;
      traffic.failed[hour] = failed;
      traffic.input[hour] = input * answered;
      traffic.output[hour] = output * answered;
      traffic.cost[hour] = traffic.input[hour] * inputPrice + traffic.output[hour] * outputPrice;
    }
  }
}
