package dev.trimtab.app.plot;

import dev.trimtab.app.plot.Chart.Kind;
import java.util.Locale;

/// A vertical axis from zero to a round number.
///
/// @param unit as it is written, such as `cores` or `MiB`
/// @param size of the unit, in cores or bytes
/// @param step between ticks, in units
/// @param steps from zero to the top
record Axis(String unit, double size, double step, int steps) {
  private static final int MOST_STEPS = 5;
  private static final double MEBI = 1 << 20;
  private static final double GIBI = 1 << 30;
  private static final double MILLICORES_BELOW = 0.1;
  private static final double[] DECIMAL = {1, 2, 2.5, 5, 10};

  /// An axis that holds a value, in cores or bytes.
  static Axis upTo(Kind kind, double highest) {
    return switch (kind) {
      case CPU ->
          highest < MILLICORES_BELOW
              ? of("millicores", 0.001, decimal(highest / 0.001), highest)
              : of("cores", 1, decimal(highest), highest);
      case MEMORY ->
          highest < 2 * GIBI
              ? of("MiB", MEBI, binary(highest / MEBI), highest)
              : of("GiB", GIBI, binary(highest / GIBI), highest);
    };
  }

  private static Axis of(String unit, double size, double step, double highest) {
    return new Axis(unit, size, step, (int) Math.max(1, Math.ceil(highest / size / step)));
  }

  private static double decimal(double highest) {
    if (!(highest > 0)) {
      return 1;
    }
    double magnitude = Math.pow(10, Math.floor(Math.log10(highest)) - 1);
    for (double power = magnitude; ; power *= 10) {
      for (double factor : DECIMAL) {
        if (power * factor * MOST_STEPS >= highest) {
          return power * factor;
        }
      }
    }
  }

  private static double binary(double highest) {
    return highest > 0 ? Math.pow(2, Math.ceil(Math.log(highest / MOST_STEPS) / Math.log(2))) : 1;
  }

  /// The top, in cores or bytes.
  double top() {
    return tick(steps);
  }

  /// The value of a tick, in cores or bytes.
  double tick(int number) {
    return number * step * size;
  }

  /// How high a value stands, 0 at the foot and 1 at the top.
  double height(double value) {
    return Math.clamp(value / top(), 0, 1);
  }

  /// A value as it stands beside the axis, without its unit.
  String label(double value) {
    double units = value / size;
    for (int digits = 0; digits < 3; digits++) {
      var text = String.format(Locale.ROOT, "%,." + digits + "f", units);
      if (Math.abs(units - Double.parseDouble(text.replace(",", ""))) < step / 1000) {
        return text;
      }
    }
    return String.format(Locale.ROOT, "%,.3f", units);
  }
}
