package dev.trimtab.bench.open;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// Spot prices of us-east-1 from March to May 2021, change point by change point.
///
/// A price is in force from its point on, that instant included, until the next. Prices have six
/// decimals at most and points whole seconds: sums over time are exact.
public final class SpotHistory {
  private static final String FILE =
      "prices/aws/spot-history-2021/spot_history_us-east-1_linux_2021.csv.gz";

  private static final int PLACES = 6;
  private static final int MEAN_PLACES = 12;

  private final Map<Pool, NavigableMap<Long, Long>> microsSince = new HashMap<>();

  private SpotHistory() {}

  /// One unit of failure: an instance type in a zone.
  public record Pool(String instanceType, String zone) {}

  /// All of it.
  ///
  /// @throws SourceUnavailable when the open data is not there
  public static SpotHistory read() throws SourceUnavailable {
    var history = new SpotHistory();
    OpenData.read(
        FILE,
        List.of("instance_type", "availability_zone", "timestamp", "spot_price"),
        row ->
            history.add(
                new Pool(row.required("instance_type"), row.required("availability_zone")),
                OffsetDateTime.parse(row.required("timestamp")).toInstant(),
                new BigDecimal(row.required("spot_price"))));
    return history;
  }

  private void add(Pool pool, Instant since, BigDecimal price) throws BadRow {
    var before =
        microsSince
            .computeIfAbsent(pool, _ -> new TreeMap<>())
            .put(since.getEpochSecond(), price.movePointRight(PLACES).longValueExact());
    if (before != null) {
      throw new BadRow("two prices", pool + " has two prices at " + since);
    }
  }

  public Set<Pool> pools() {
    return Set.copyOf(microsSince.keySet());
  }

  /// Whether the pool had a price by then.
  public boolean knows(Pool pool, Instant at) {
    return microsSince.getOrDefault(pool, new TreeMap<>()).floorKey(at.getEpochSecond()) != null;
  }

  /// The price in force, per hour.
  ///
  /// @throws IllegalArgumentException when there was none yet
  public BigDecimal at(Pool pool, Instant at) {
    return BigDecimal.valueOf(inForce(pool, at.getEpochSecond()).getValue(), PLACES);
  }

  /// What a node would have cost on average, per hour, each price weighing the time that it was in
  /// force.
  ///
  /// @throws IllegalArgumentException when there was no price yet at the window's start
  public BigDecimal mean(Pool pool, TimeWindow window) {
    return BigDecimal.valueOf(microSeconds(pool, window), PLACES)
        .divide(
            BigDecimal.valueOf(window.length().toSeconds()), MEAN_PLACES, RoundingMode.HALF_EVEN);
  }

  /// Millionths of a dollar per hour, times seconds: exact.
  private long microSeconds(Pool pool, TimeWindow window) {
    long from = window.start().getEpochSecond();
    long end = window.end().getEpochSecond();
    long price = inForce(pool, from).getValue();
    long sum = 0;
    for (var change : series(pool).subMap(from, false, end, false).entrySet()) {
      sum = Math.addExact(sum, Math.multiplyExact(price, change.getKey() - from));
      from = change.getKey();
      price = change.getValue();
    }
    return Math.addExact(sum, Math.multiplyExact(price, end - from));
  }

  private Map.Entry<Long, Long> inForce(Pool pool, long second) {
    var entry = series(pool).floorEntry(second);
    if (entry == null) {
      throw new IllegalArgumentException(
          "%s had no price yet at %s".formatted(pool, Instant.ofEpochSecond(second)));
    }
    return entry;
  }

  private NavigableMap<Long, Long> series(Pool pool) {
    return microsSince.getOrDefault(pool, new TreeMap<>());
  }
}
