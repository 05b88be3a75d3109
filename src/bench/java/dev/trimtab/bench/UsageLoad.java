package dev.trimtab.bench;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.PodContainer;
import dev.trimtab.model.usage.UsageSample;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Invented usage with the spread of the real thing: levels over three magnitudes, a working day,
/// noise in every sample and a burst now and then. No value repeats, so nothing compresses by luck.
final class UsageLoad {
  static final String CLUSTER = "bench";
  static final Duration STEP = Duration.ofMinutes(5);

  private static final int SEED = 11;
  private static final int NODES_SHARE = 30;
  private static final double BURST = 0.02;
  private static final long DAY = Duration.ofDays(1).toSeconds();

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Series> series = new ArrayList<>();

  /// @param level usual CPU, cores
  /// @param memory usual working set, bytes
  /// @param phase when in the day it is busiest, radians
  private record Series(
      PodContainer subject, double level, double memory, double phase, Resources resources) {}

  UsageLoad(int containers) {
    for (int i = 0; i < containers; i++) {
      double level = Math.exp(random.nextDouble(Math.log(0.002), Math.log(2)));
      double memory = Math.exp(random.nextDouble(Math.log(20e6), Math.log(8e9)));
      var workload = new WorkloadRef(CLUSTER, "namespace-" + i % 40, "Deployment", "app-" + i);
      var subject = new PodContainer(workload, "app-" + i + "-5d8f9c7b6-x2x4z", "main", node(i));
      var resources =
          new Resources(Cpu.ofCores(level * 2), null, Memory.bytes((long) (2 * memory)), null, 0);
      series.add(new Series(subject, level, memory, random.nextDouble(2 * Math.PI), resources));
    }
  }

  private static String node(int container) {
    return "ip-10-0-%d-%d.eu-west-1.compute.internal"
        .formatted(container / NODES_SHARE / 250, container / NODES_SHARE % 250);
  }

  /// All samples of a window, interval by interval, as the Prometheus collector hands them over.
  List<UsageSample> window(Instant from, Instant to) {
    var samples = new ArrayList<UsageSample>();
    for (var start = from; start.isBefore(to); start = start.plus(STEP)) {
      for (var one : series) {
        samples.add(sample(one, start));
      }
    }
    return samples;
  }

  private UsageSample sample(Series of, Instant start) {
    double day = Math.sin(2 * Math.PI * (start.getEpochSecond() % DAY) / DAY + of.phase());
    double burst = random.nextDouble() < BURST ? 1 + 3 * random.nextDouble() : 1;
    double cpu = of.level() * (1 + 0.4 * day) * Math.exp(0.15 * random.nextGaussian()) * burst;
    double memory = of.memory() * (1 + 0.1 * day) * Math.exp(0.02 * random.nextGaussian());
    return new UsageSample(
        of.subject(),
        start,
        start.plus(STEP),
        cpu,
        cpu * (1 + random.nextDouble()),
        Math.max(0, 0.05 * random.nextGaussian()),
        memory,
        memory * (1 + 0.1 * random.nextDouble()),
        0,
        0,
        of.resources());
  }
}
