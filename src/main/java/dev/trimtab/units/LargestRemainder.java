package dev.trimtab.units;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Rounds parts so that they still add up: each is rounded down, and what is missing goes, one unit
/// each, to those that lost the most (Hare's method of largest remainders).
public final class LargestRemainder {
  private LargestRemainder() {}

  /// Rounds every part to `scale` decimals.
  ///
  /// @return as many parts, in the same order; their sum is the rounded (half up) sum of the exact
  ///   ones
  public static List<BigDecimal> round(List<BigDecimal> exact, int scale) {
    var total =
        exact.stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .setScale(scale, RoundingMode.HALF_UP);
    return share(exact, total, scale);
  }

  /// Splits `total` in proportion to `weights`, to `scale` decimals.
  ///
  /// @param weights zero or more each; all zero: the first takes everything
  /// @return as many parts, which add up to `total` exactly
  public static List<BigDecimal> split(BigDecimal total, List<BigDecimal> weights, int scale) {
    var sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    var exact = new ArrayList<BigDecimal>(weights.size());
    for (int i = 0; i < weights.size(); i++) {
      if (sum.signum() == 0) {
        exact.add(i == 0 ? total : BigDecimal.ZERO);
      } else {
        exact.add(total.multiply(weights.get(i)).divide(sum, scale + 12, RoundingMode.DOWN));
      }
    }
    return share(exact, total, scale);
  }

  private static List<BigDecimal> share(List<BigDecimal> exact, BigDecimal total, int scale) {
    var parts = new ArrayList<BigDecimal>(exact.size());
    var given = BigDecimal.ZERO;
    for (var part : exact) {
      var floor = part.setScale(scale, RoundingMode.FLOOR);
      parts.add(floor);
      given = given.add(floor);
    }
    var unit = BigDecimal.ONE.movePointLeft(scale);
    long missing = total.subtract(given).divide(unit, 0, RoundingMode.HALF_UP).longValueExact();
    var byLoss =
        IntStream.range(0, parts.size())
            .boxed()
            .sorted(
                Comparator.<Integer, BigDecimal>comparing(i -> exact.get(i).subtract(parts.get(i)))
                    .reversed())
            .toList();
    for (int i = 0; i < missing && !byLoss.isEmpty(); i++) {
      int at = byLoss.get(i % byLoss.size());
      parts.set(at, parts.get(at).add(unit));
    }
    return parts;
  }
}
