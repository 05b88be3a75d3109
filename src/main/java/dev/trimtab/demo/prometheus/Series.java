package dev.trimtab.demo.prometheus;

import java.util.Map;
import java.util.function.LongUnaryOperator;

/// One series: its labels, its life, and its value in any interval.
///
/// @param from first interval it has a value for
/// @param to first one after its end
/// @param unit how its value reads
/// @param sparse a zero is not a point
/// @param value by interval
record Series(
    Map<String, String> labels,
    long from,
    long to,
    Unit unit,
    boolean sparse,
    LongUnaryOperator value) {

  /// How a whole number stands for a sample.
  enum Unit {
    /// Millionths, written with six decimals.
    MILLIONTHS,
    WHOLE
  }

  /// Whether it has a value in `[first, last]`.
  boolean livesIn(long first, long last) {
    return from <= last && to > first;
  }

  static Series constant(Map<String, String> labels, long from, long to, long value) {
    return new Series(labels, from, to, Unit.WHOLE, false, _ -> value);
  }
}
