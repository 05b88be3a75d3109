package dev.trimtab.place.market;

import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;

/// What a pool's spot price did over a window, each price weighted by how long it was in force.
///
/// The same figures as `finops.spot_price_window`, digit for digit.
///
/// @param mean time-weighted, per hour, to 9 places
/// @param spread time-weighted standard deviation, per hour, to 9 places
/// @param min lowest price in force at any time of the window
/// @param max highest
/// @param covered for how long of the window a price is known
public record SpotWindow(
    BigDecimal mean, BigDecimal spread, BigDecimal min, BigDecimal max, Duration covered) {
  private static final int PLACES = 9;
  private static final MathContext EXACT_ENOUGH = new MathContext(60);

  /// Of announcements that each hold until the next one. A price announced before the window counts
  /// from its start; where the first announcement lies within the window, the window counts from
  /// there on. Empty where no price was in force at any time of it.
  public static Optional<SpotWindow> of(
      NavigableMap<Instant, BigDecimal> announced, TimeWindow window) {
    var sums = new Sums();
    var before = announced.floorEntry(window.start());
    var from = window.start();
    var price = before == null ? null : before.getValue();
    for (var change : announced.subMap(window.start(), false, window.end(), false).entrySet()) {
      if (price != null) {
        sums.add(price, Duration.between(from, change.getKey()));
      }
      from = change.getKey();
      price = change.getValue();
    }
    if (price != null) {
      sums.add(price, Duration.between(from, window.end()));
    }
    return sums.result();
  }

  private static final class Sums {
    private BigInteger nanos = BigInteger.ZERO;
    private BigDecimal weighted = BigDecimal.ZERO;
    private BigDecimal squares = BigDecimal.ZERO;
    private BigDecimal min = BigDecimal.ZERO;
    private BigDecimal max = BigDecimal.ZERO;

    void add(BigDecimal price, Duration length) {
      if (length.isZero()) {
        return;
      }
      boolean first = nanos.signum() == 0;
      min = first ? price : min.min(price);
      max = first ? price : max.max(price);
      var weight =
          BigInteger.valueOf(length.getSeconds())
              .multiply(BigInteger.valueOf(1_000_000_000))
              .add(BigInteger.valueOf(length.getNano()));
      nanos = nanos.add(weight);
      weighted = weighted.add(price.multiply(new BigDecimal(weight)));
      squares = squares.add(price.multiply(price).multiply(new BigDecimal(weight)));
    }

    Optional<SpotWindow> result() {
      if (nanos.signum() == 0) {
        return Optional.empty();
      }
      var total = new BigDecimal(nanos);
      // half up, as Postgres rounds a numeric
      var mean = weighted.divide(total, PLACES, RoundingMode.HALF_UP);
      // total^2 x variance, without a rounded mean in it
      var scatter = total.multiply(squares).subtract(weighted.multiply(weighted));
      var spread = scatter.sqrt(EXACT_ENOUGH).divide(total, PLACES, RoundingMode.HALF_UP);
      var whole = nanos.divideAndRemainder(BigInteger.valueOf(1_000_000_000));
      return Optional.of(
          new SpotWindow(
              mean,
              spread,
              min,
              max,
              Duration.ofSeconds(whole[0].longValueExact(), whole[1].longValueExact())));
    }
  }
}
