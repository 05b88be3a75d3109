package dev.trimtab.units;

import static java.math.BigDecimal.ZERO;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Rounds parts so that they still add up: everything is rounded down, and the units left over go
/// to the parts that lost most (Hamilton's method). Ties go to the earlier part.
public final class LargestRemainder {
  private static final int DIGITS_BELOW = 12;

  private LargestRemainder() {}

  /// Rounds the parts so that they add up to the exact sum, rounded half up.
  ///
  /// @param scale decimal places to keep
  public static List<BigDecimal> round(List<BigDecimal> exact, int scale) {
    var sum = exact.stream().reduce(ZERO, BigDecimal::add);
    return apportion(exact, sum.setScale(scale, RoundingMode.HALF_UP));
  }

  /// Rounds the parts to the target's scale so that they add up to the target. Each part ends up
  /// less than one unit from where it was.
  ///
  /// @param target less than one unit of its own scale from the exact sum
  /// @throws IllegalArgumentException when the target is further away than that
  public static List<BigDecimal> apportion(List<BigDecimal> exact, BigDecimal target) {
    var scale = target.scale();
    var rounded = new ArrayList<BigDecimal>(exact.size());
    exact.forEach(part -> rounded.add(part.setScale(scale, RoundingMode.FLOOR)));
    var units = unitsBetween(rounded.stream().reduce(ZERO, BigDecimal::add), target);
    if (units < 0 || units > exact.size()) {
      throw new IllegalArgumentException(
          "%s is a unit or more from the sum of its %d parts".formatted(target, exact.size()));
    }
    var unit = BigDecimal.ONE.movePointLeft(scale);
    IntStream.range(0, exact.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> rounded.get(i).subtract(exact.get(i))))
        .limit(units)
        .forEach(i -> rounded.set(i, rounded.get(i).add(unit)));
    return List.copyOf(rounded);
  }

  /// Splits a total in proportion to weights, to `scale` decimals, so that the parts add up to it.
  ///
  /// @param weights zero or more each; all zero: the first takes everything
  public static List<BigDecimal> split(BigDecimal total, List<BigDecimal> weights, int scale) {
    var sum = weights.stream().reduce(ZERO, BigDecimal::add);
    var exact = new ArrayList<BigDecimal>(weights.size());
    for (int i = 0; i < weights.size(); i++) {
      if (sum.signum() == 0) {
        exact.add(i == 0 ? total : ZERO);
      } else {
        exact.add(
            total.multiply(weights.get(i)).divide(sum, scale + DIGITS_BELOW, RoundingMode.DOWN));
      }
    }
    return apportion(exact, total.setScale(scale, RoundingMode.HALF_UP));
  }

  private static long unitsBetween(BigDecimal from, BigDecimal to) {
    return to.subtract(from).movePointRight(to.scale()).longValueExact();
  }
}
