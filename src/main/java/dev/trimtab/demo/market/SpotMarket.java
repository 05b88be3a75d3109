package dev.trimtab.demo.market;

import dev.trimtab.demo.seed.Noise;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Invented spot prices of every type in every zone: two or three changes a day, 0.3 to 0.6 of the
/// on-demand price.
public final class SpotMarket {
  public static final String REGION = "us-east-1";
  private static final long DAY = 86_400;

  private final long seed;

  public SpotMarket(long seed) {
    this.seed = Noise.of(seed, "spot");
  }

  /// The zones of the region, by the names that this account sees.
  public enum Zone {
    A("us-east-1a", "use1-az4"),
    B("us-east-1b", "use1-az6"),
    C("us-east-1c", "use1-az1");

    private static final List<Zone> IN_TURN = List.of(A, B, C);

    private final String zoneName;
    private final String zoneId;

    Zone(String zoneName, String zoneId) {
      this.zoneName = zoneName;
      this.zoneId = zoneId;
    }

    /// The zones in turn: 0, 1, 2, and from the first again.
    public static Zone inTurn(int number) {
      return IN_TURN.get(number % IN_TURN.size());
    }

    public String zoneName() {
      return zoneName;
    }

    public String zoneId() {
      return zoneId;
    }
  }

  /// A price that holds from a moment on.
  ///
  /// @param price USD per hour
  public record Change(InstanceSpec type, Zone zone, Instant at, BigDecimal price) {}

  /// The changes of one pool in `[from, to)`, oldest first, led by the one in force at `from`.
  public List<Change> changes(InstanceSpec type, Zone zone, Instant from, Instant to) {
    var found = new ArrayList<Change>();
    long firstDay = Math.floorDiv(from.getEpochSecond(), DAY) - 1;
    for (long day = firstDay; day * DAY < to.getEpochSecond(); day++) {
      for (var change : onDay(type, zone, day)) {
        if (!change.at().isAfter(from)) {
          found.clear();
        }
        if (change.at().isBefore(to)) {
          found.add(change);
        }
      }
    }
    return found;
  }

  /// The price in force at a moment, USD per hour.
  public BigDecimal priceAt(InstanceSpec type, Zone zone, Instant at) {
    return changes(type, zone, at, at.plusMillis(1)).getFirst().price();
  }

  /// What an hour cost on average in `[from, to)`, USD.
  public BigDecimal averagePrice(InstanceSpec type, Zone zone, Instant from, Instant to) {
    var changes = changes(type, zone, from, to);
    var total = BigDecimal.ZERO;
    for (int i = 0; i < changes.size(); i++) {
      var begin = changes.get(i).at().isBefore(from) ? from : changes.get(i).at();
      var end = i + 1 < changes.size() ? changes.get(i + 1).at() : to;
      var seconds = BigDecimal.valueOf(Duration.between(begin, end).toSeconds());
      total = total.add(changes.get(i).price().multiply(seconds));
    }
    var length = BigDecimal.valueOf(Duration.between(from, to).toSeconds());
    return total.divide(length, 10, RoundingMode.HALF_UP);
  }

  private List<Change> onDay(InstanceSpec type, Zone zone, long day) {
    long pool = Noise.of(seed, type.name() + zone);
    long hash = Noise.of(pool, day);
    int count = Noise.between(hash, 2, 4);
    var changes = new ArrayList<Change>();
    for (int i = 0; i < count; i++) {
      // each change has its own part of the day, so that order and distinctness are given
      long part = DAY / count;
      long second = day * DAY + i * part + Noise.between(Noise.of(hash, i), 0, (int) part);
      changes.add(new Change(type, zone, Instant.ofEpochSecond(second), price(type, pool, second)));
    }
    return changes;
  }

  private static BigDecimal price(InstanceSpec type, long pool, long second) {
    double level = 0.36 + 0.16 * Noise.unit(pool);
    double drift = 0.05 * Noise.smooth(pool, second / 3600, 24 * 9);
    double jitter = 0.01 * (Noise.unit(Noise.of(pool ^ 3, second)) - 0.5);
    double share = Math.clamp(level + drift + jitter, 0.3, 0.6);
    return type.onDemand().multiply(BigDecimal.valueOf(share)).setScale(4, RoundingMode.HALF_UP);
  }
}
