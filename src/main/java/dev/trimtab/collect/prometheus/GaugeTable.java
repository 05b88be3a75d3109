package dev.trimtab.collect.prometheus;

import dev.trimtab.collect.prometheus.AnswerReader.PointHandler;
import dev.trimtab.collect.prometheus.AnswerReader.SeriesHandler;
import dev.trimtab.model.usage.Gauge;
import dev.trimtab.model.usage.GaugeDay;
import dev.trimtab.model.usage.PodContainer;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The gauges of a chunk: of several values of a container and day the highest.
final class GaugeTable {
  private static final PointHandler NOBODY = (_, _) -> {};

  private final Map<Place, Double> highest = new HashMap<>();

  private record Place(ContainerKey key, LocalDate day, Gauge gauge) {}

  SeriesHandler of(LocalDate day, Gauge gauge) {
    return labels -> {
      var key = key(labels);
      return key.pod().isEmpty() || key.container().isEmpty()
          ? NOBODY
          : (_, value) -> put(new Place(key, day, gauge), value);
    };
  }

  private synchronized void put(Place place, double value) {
    if (value >= 0) {
      highest.merge(place, value, Math::max);
    }
  }

  /// Where both are told, `exported_pod` is the one that is measured, and `pod` the exporter's.
  private static ContainerKey key(Map<String, String> labels) {
    var prefix = labels.getOrDefault("exported_pod", "").isEmpty() ? "" : "exported_";
    var namespace = labels.getOrDefault(prefix + "namespace", "");
    return new ContainerKey(
        namespace.isEmpty() ? labels.getOrDefault("namespace", "") : namespace,
        labels.getOrDefault(prefix + "pod", ""),
        labels.getOrDefault(prefix + "container", ""));
  }

  List<GaugeDay> days(Owners owners) {
    return highest.entrySet().stream()
        .map(entry -> day(entry.getKey(), entry.getValue(), owners))
        .sorted(
            Comparator.comparing(GaugeDay::day)
                .thenComparing(day -> day.subject().workload().namespace())
                .thenComparing(day -> day.subject().pod())
                .thenComparing(day -> day.subject().container())
                .thenComparing(GaugeDay::gauge))
        .toList();
  }

  private static GaugeDay day(Place place, double value, Owners owners) {
    var key = place.key();
    var subject =
        new PodContainer(
            owners.workload(key.namespace(), key.pod()),
            key.pod(),
            key.container(),
            owners.node(key.namespace(), key.pod()));
    return new GaugeDay(subject, place.day(), place.gauge(), value);
  }
}
