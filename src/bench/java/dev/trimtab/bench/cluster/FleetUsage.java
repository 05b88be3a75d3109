package dev.trimtab.bench.cluster;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.usage.PodContainer;
import dev.trimtab.model.usage.UsageSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// Invented usage of a fleet: a workload uses between a twentieth and seven tenths of the CPU that
/// it asks for, half and more of its memory, by day more than by night.
public final class FleetUsage {
  private static final long DAY = Duration.ofDays(1).toSeconds();

  private final Duration step;
  private final SplittableRandom random = new SplittableRandom(17);
  private final List<Series> all = new ArrayList<>();
  private final List<Series> ofEach = new ArrayList<>();

  private record Series(PodContainer subject, double cpu, double memory, Resources resources) {}

  /// @param step length of a sample
  public FleetUsage(ClusterInventory fleet, Duration step) {
    this.step = step;
    var seen = new HashSet<String>();
    for (var pod : fleet.pods()) {
      var series = series(pod);
      all.add(series);
      if (seen.add(pod.workload().toString())) {
        ofEach.add(series);
      }
    }
  }

  private static Series series(Pod pod) {
    var ref = pod.workload();
    var own = new SplittableRandom(ref.name().hashCode());
    var container = pod.containers().getFirst();
    var asked = container.resources();
    return new Series(
        new PodContainer(ref, pod.name(), container.name(), Objects.requireNonNull(pod.node())),
        own.nextDouble(0.05, 0.7) * Objects.requireNonNull(asked.cpuRequest()).millis() / 1000,
        own.nextDouble(0.4, 0.95) * Objects.requireNonNull(asked.memoryRequest()).bytes(),
        asked);
  }

  /// A day of every pod's samples, hour by hour.
  public void ofAll(Instant day, Consumer<List<UsageSample>> taker) {
    for (int hour = 0; hour < 24; hour++) {
      taker.accept(window(all, day.plus(Duration.ofHours(hour)), Duration.ofHours(1)));
    }
  }

  /// A day of one pod of every workload.
  public List<UsageSample> ofEach(Instant day) {
    return window(ofEach, day, Duration.ofDays(1));
  }

  private List<UsageSample> window(List<Series> series, Instant from, Duration length) {
    var samples = new ArrayList<UsageSample>();
    var end = from.plus(length);
    for (var start = from; start.isBefore(end); start = start.plus(step)) {
      for (var one : series) {
        samples.add(sample(one, start));
      }
    }
    return samples;
  }

  private UsageSample sample(Series of, Instant start) {
    double day = Math.sin(2 * Math.PI * (start.getEpochSecond() % DAY) / DAY);
    double cpu = of.cpu() * (1 + 0.4 * day) * Math.exp(0.15 * random.nextGaussian());
    double memory = of.memory() * (1 + 0.05 * day) * Math.exp(0.01 * random.nextGaussian());
    return new UsageSample(
        of.subject(),
        start,
        start.plus(step),
        cpu,
        cpu * (1 + random.nextDouble()),
        0,
        memory,
        memory * (1 + 0.02 * random.nextDouble()),
        0,
        0,
        of.resources());
  }
}
