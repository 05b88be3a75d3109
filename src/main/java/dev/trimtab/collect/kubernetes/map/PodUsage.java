package dev.trimtab.collect.kubernetes.map;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.PodContainer;
import dev.trimtab.model.usage.UsageSample;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.ContainerMetrics;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/// Turns metrics of pods into samples: averages are known, peaks and events are not.
public final class PodUsage {
  /// How far a server's clock may run ahead of ours, and a sample be taken after the run began.
  private static final Duration SKEW = Duration.ofMinutes(10);

  private final String cluster;
  private final Instant asOf;
  private final Reading reading;

  public PodUsage(String cluster, Instant asOf, Reading reading) {
    this.cluster = cluster;
    this.asOf = asOf;
    this.reading = reading;
  }

  /// One sample per container, over the metric's window; none where time or window are unusable.
  public List<UsageSample> read(PodMetrics pod) {
    var meta = pod.getMetadata();
    var subject = Reading.subject(meta);
    var window = pod.getWindow() == null ? Duration.ZERO : pod.getWindow().getDuration();
    try {
      var end = Instant.parse(String.valueOf(pod.getTimestamp()));
      if (window.isPositive() && !end.isAfter(asOf.plus(SKEW))) {
        return pod.getContainers().stream()
            .map(container -> sample(container, meta, end.minus(window), end))
            .toList();
      }
    } catch (DateTimeParseException e) {
      // reported with the other unusable times
    }
    reading.problem(
        subject,
        "bad-sample-time",
        "sampled at %s over %s, as of %s; left out. Maybe the clocks differ?"
            .formatted(pod.getTimestamp(), window, asOf));
    return List.of();
  }

  private UsageSample sample(
      ContainerMetrics container, ObjectMeta meta, Instant start, Instant end) {
    var namespace = PodFacts.namespace(meta.getNamespace());
    var usage = container.getUsage();
    var quantities = new Quantities(reading, Reading.subject(meta) + "/" + container.getName());
    return new UsageSample(
        new PodContainer(
            new WorkloadRef(cluster, reading.text(namespace), "Pod", meta.getName()),
            meta.getName(),
            reading.text(container.getName()),
            ""),
        start,
        end,
        quantities.value(usage, "cpu").map(BigDecimal::doubleValue).orElse(UsageSample.UNKNOWN),
        UsageSample.UNKNOWN,
        UsageSample.UNKNOWN,
        quantities.value(usage, "memory").map(BigDecimal::doubleValue).orElse(UsageSample.UNKNOWN),
        UsageSample.UNKNOWN,
        UsageSample.UNKNOWN_COUNT,
        UsageSample.UNKNOWN_COUNT,
        null);
  }
}
