package dev.trimtab.collect.prometheus;

import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Tells each kind of unusable value once per metric, container and day.
final class Refusals {
  private final String source;
  private final FactSink sink;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  Refusals(String source, FactSink sink) {
    this.source = source;
    this.sink = sink;
  }

  void unusable(Measure measure, ContainerKey key, double unixSeconds, double value) {
    var day = LocalDate.ofInstant(Instant.ofEpochSecond((long) unixSeconds), ZoneOffset.UTC);
    once(
        measure + "/" + key + "/" + day,
        subject(key),
        "unusable-value",
        "%s was %s at %s (and maybe later that day): taken as unknown"
            .formatted(measure, value, Instant.ofEpochSecond((long) unixSeconds)));
  }

  void future(Measure measure, ContainerKey key, double unixSeconds) {
    once(
        "future/" + measure + "/" + key,
        subject(key),
        "future",
        "%s has a sample at %s, later than was asked for: refused. Maybe a clock is wrong?"
            .formatted(measure, Instant.ofEpochSecond((long) unixSeconds)));
  }

  void once(String key, String subject, String reason, String message) {
    if (told.add(key)) {
      sink.problem(new Problem(source, subject, reason, message));
    }
  }

  private static String subject(ContainerKey key) {
    return key.namespace() + "/" + key.pod() + "/" + key.container();
  }
}
