package dev.trimtab.pipeline.watch;

import dev.trimtab.model.spend.Findings;
import dev.trimtab.model.spend.LaneName;
import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.model.spend.SpendSheet;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Adds up what the lanes of one incident spent in it, against the same hours a week before.
final class Tally {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final double HOUR = 3600;

  private final Found found;
  private final TimeWindow span;
  private final TimeWindow before;
  private final Map<Integer, Sum> lanes = new HashMap<>();
  private double requests;
  private double failed;

  /// What a lane added.
  private static final class Sum {
    double cost;
    double requests;
  }

  Tally(Found found) {
    this.found = found;
    var incident = found.incident();
    var from = incident.alert().firstAt();
    var to = incident.last().isAfter(from) ? incident.last() : from.plusSeconds(1);
    span = new TimeWindow(from, to);
    before = new TimeWindow(from.minus(WEEK), to.minus(WEEK));
  }

  /// What it is to be shown.
  List<TimeWindow> wanted() {
    return List.of(before, span);
  }

  Found found() {
    return found;
  }

  /// Whether a sheet that starts then counts.
  boolean wants(long start) {
    return holds(span, start) || holds(before, start);
  }

  private static boolean holds(TimeWindow window, long at) {
    return at >= window.start().getEpochSecond() && at < window.end().getEpochSecond();
  }

  /// Adds a row of a sheet that is wanted, of a lane of the series.
  void add(SpendSheet sheet, int row) {
    var sum = lanes.computeIfAbsent(sheet.lane(row), _ -> new Sum());
    if (holds(span, sheet.start())) {
      sum.cost += sheet.cost(row);
      sum.requests += sheet.requests(row);
      requests += sheet.requests(row);
      failed += sheet.failed(row);
    }
    if (holds(before, sheet.start())) {
      sum.cost -= sheet.cost(row);
      sum.requests -= sheet.requests(row);
    }
  }

  /// What is told of it.
  Findings findings(Roster roster, Currency currency) {
    var key = top(roster, LaneName::key);
    return new Findings(
        projected(currency),
        key,
        top(roster, lane -> lane.provider().isEmpty() ? "" : lane.provider() + "/" + lane.model()),
        top(roster, LaneName::endpoint),
        owner(roster, key),
        requests > 0 ? Math.clamp(failed / requests, 0, 1) : Double.NaN,
        Words.whatToDo(found.incident().alert().rule(), key));
  }

  private Money projected(Currency currency) {
    var now = found.steps().end();
    var month = now.minusSeconds(1).atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    var from = month.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant end = month.plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    var incident = found.incident();
    double rate = incident.ended() == null ? incident.ratePerHour() : incident.normalPerHour();
    double left = Duration.between(now, end).toSeconds() / HOUR;
    return new Money(
        currency,
        BigDecimal.valueOf(found.series().spentInMonth(from) + rate * left)
            .setScale(Money.STORED_SCALE, RoundingMode.HALF_UP));
  }

  /// Whose the key is, or, without a key, most of what was added; of a key that several own, whose
  /// most was.
  private SpendOwner owner(Roster roster, String key) {
    Map<SpendOwner, Double> added = new HashMap<>();
    found.lanes().stream()
        .filter(lane -> key.isEmpty() || roster.name(lane).key().equals(key))
        .forEach(lane -> {
          var sum = lanes.get(lane);
          added.merge(roster.name(lane).owner(), sum == null ? 0 : sum.cost, Double::sum);
        });
    return added.entrySet().stream()
        .max(
            Map.Entry.<SpendOwner, Double>comparingByValue()
                .thenComparing(entry -> entry.getKey().team()))
        .map(Map.Entry::getKey)
        .orElse(SpendOwner.UNKNOWN);
  }

  private String top(Roster roster, Function<LaneName, String> name) {
    var byMoney = largest(roster, name, sum -> sum.cost);
    return byMoney.isEmpty() ? largest(roster, name, sum -> sum.requests) : byMoney;
  }

  private String largest(
      Roster roster, Function<LaneName, String> name, ToDoubleFunction<Sum> amount) {
    Map<String, Double> added = new HashMap<>();
    lanes.forEach((lane, sum) ->
        added.merge(name.apply(roster.name(lane)), amount.applyAsDouble(sum), Double::sum));
    return added.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse("");
  }
}
