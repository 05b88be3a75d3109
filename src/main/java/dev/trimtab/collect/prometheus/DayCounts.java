package dev.trimtab.collect.prometheus;

import dev.trimtab.collect.prometheus.AnswerReader.PointHandler;
import dev.trimtab.collect.prometheus.AnswerReader.SeriesHandler;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.cost.BusinessCount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Adds an answer's series up by day and by whose cost stands against them.
final class DayCounts implements SeriesHandler {
  private static final int SCALE = 6;

  private final String source;
  private final BusinessMetric metric;
  private final FactSink sink;
  private final Map<Scope, Map<LocalDate, Double>> counts =
      new TreeMap<>(java.util.Comparator.comparing(Scope::toString));
  private int unusable;

  private record Scope(String team, String namespace, String model) {}

  DayCounts(String source, BusinessMetric metric, FactSink sink) {
    this.source = source;
    this.metric = metric;
    this.sink = sink;
  }

  /// Begins anew: an answer broke off.
  DayCounts restart() {
    counts.clear();
    unusable = 0;
    return this;
  }

  @Override
  public PointHandler series(Map<String, String> labels) {
    var scope =
        new Scope(
            fixedOr(metric.team(), labels, "team"),
            fixedOr(metric.namespace(), labels, "namespace"),
            fixedOr(metric.model(), labels, "model"));
    var days = counts.computeIfAbsent(scope, _ -> new TreeMap<>());
    return (seconds, value) -> {
      if (value >= 0) {
        // the value at midnight counts the day that ends there
        var end = Instant.ofEpochSecond((long) seconds).atOffset(ZoneOffset.UTC).toLocalDate();
        days.merge(end.minusDays(1), value, Double::sum);
      } else {
        unusable++; // not a number, or less than none
      }
    };
  }

  private static String fixedOr(String fixed, Map<String, String> labels, String label) {
    return fixed.isEmpty() ? labels.getOrDefault(label, "") : fixed;
  }

  void warning(String text) {
    problem("warning", text);
  }

  /// The counts, in order; what could not be used is told.
  List<BusinessCount> found() {
    if (unusable > 0) {
      problem(
          "unusable-value",
          "%,d values are negative or no numbers: those days have no count".formatted(unusable));
    }
    dropPartly("team", Scope::team);
    dropPartly("namespace", Scope::namespace);
    dropPartly("model", Scope::model);
    return counts.entrySet().stream()
        .flatMap(scope ->
            scope.getValue().entrySet().stream()
                .map(day -> count(scope.getKey(), day.getKey(), day.getValue())))
        .toList();
  }

  /// A series without a label beside others with it counts what belongs to nobody; taken for
  /// everybody's, all cost would stand against a few units.
  private void dropPartly(String label, Function<Scope, String> of) {
    boolean some = counts.keySet().stream().anyMatch(scope -> !of.apply(scope).isEmpty());
    if (some && counts.keySet().removeIf(scope -> of.apply(scope).isEmpty())) {
      problem(
          "label-missing",
          "some series have the label %1$s and others have not: the latter are left out. Maybe add {%1$s!=\"\"} to the query"
              .formatted(label));
    }
  }

  private BusinessCount count(Scope scope, LocalDate day, double count) {
    return new BusinessCount(
        metric.name(),
        day,
        scope.team(),
        scope.namespace(),
        scope.model(),
        BigDecimal.valueOf(count).setScale(SCALE, RoundingMode.HALF_EVEN));
  }

  private void problem(String reason, String message) {
    sink.problem(new Problem(source, metric.name(), reason, message));
  }
}
