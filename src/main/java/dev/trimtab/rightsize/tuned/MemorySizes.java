package dev.trimtab.rightsize.tuned;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Memory requests of a level, with the probability of a peak above that was expected and whether
/// one came, by container and window; NaN where nothing is known.
final class MemorySizes {
  private static final double MIB = 1 << 20;
  private static final double HISTORY_DAYS = 14;
  private static final int FEWEST_RATIOS = 40;
  private static final double UNTAUGHT_RATIO = 1.15;
  private static final double OOM_RATIO = 1.2;

  /// Windows of residuals that are pooled: those before say little of today's software.
  private static final int POOLED = 30;

  private static final int FIRST_JUDGED = 3;

  private final Level level;
  private final Windows windows;
  private final Fleet fleet;
  private final double[][] highest;
  private final double[][] volatility;
  private final double[] average;
  final double[][] request;
  final double[][] expected;
  final double[][] came;

  MemorySizes(Level level, Windows windows, Fleet fleet) {
    this.level = level;
    this.windows = windows;
    this.fleet = fleet;
    this.average = fleet.averagePeak();
    int containers = fleet.memoryPeak.length;
    highest = unknown(containers);
    volatility = unknown(containers);
    request = unknown(containers);
    expected = unknown(containers);
    came = unknown(containers);
    IntStream.range(0, containers).forEach(this::features);
    var steady = new Steady[containers];
    Arrays.setAll(steady, _ -> new Steady());
    for (int w = 1; w < windows.count(); w++) {
      var ratios = ratiosBefore(w);
      for (int c = 0; c < containers; c++) {
        size(c, w, ratios, steady[c]);
      }
    }
  }

  private double[][] unknown(int containers) {
    var values = new double[containers][windows.count()];
    for (var row : values) {
      Arrays.fill(row, Double.NaN);
    }
    return values;
  }

  private void features(int container) {
    var peaks = fleet.memoryPeak[container];
    int back = windows.in(HISTORY_DAYS);
    for (int w = 1; peaks != null && w < windows.count(); w++) {
      double most = Double.NaN;
      double sum = 0;
      int known = 0;
      for (int i = Math.max(0, w - back); i < w; i++) {
        if (!Double.isNaN(peaks[i])) {
          most = most >= peaks[i] ? most : peaks[i];
          sum += peaks[i];
          known++;
        }
      }
      highest[container][w] = most;
      volatility[container][w] = known == 0 || sum == 0 ? Double.NaN : Math.log(most * known / sum);
    }
  }

  private @Nullable PeakRatios ratiosBefore(int window) {
    // the first windows have hardly a history to be compared with
    int from = Math.min(window, Math.max(FIRST_JUDGED, window - POOLED));
    int room = (window - from) * highest.length;
    var ratios = new double[room];
    var volatilities = new double[room];
    int count = 0;
    for (int w = from; w < window; w++) {
      for (int c = 0; c < highest.length; c++) {
        double ratio = peak(c, w) / highest[c][w];
        if (Double.isFinite(ratio) && !Double.isNaN(volatility[c][w])) {
          ratios[count] = ratio;
          volatilities[count++] = volatility[c][w];
        }
      }
    }
    return count < FEWEST_RATIOS
        ? null
        : new PeakRatios(Arrays.copyOf(volatilities, count), Arrays.copyOf(ratios, count));
  }

  private double peak(int container, int window) {
    var peaks = fleet.memoryPeak[container];
    return peaks == null ? Double.NaN : peaks[window];
  }

  private void size(int c, int w, @Nullable PeakRatios ratios, Steady steady) {
    double most = highest[c][w];
    if (Double.isNaN(most)) {
      return;
    }
    double ratio =
        ratios == null || Double.isNaN(volatility[c][w])
            ? UNTAUGHT_RATIO
            : ratios.cheapest(volatility[c][w], most, level.memoryPrice() * average[w]);
    double wanted = withKills(c, w, capped(c, w, most * ratio, most));
    double size = steady.next(Math.max(MIB, Math.ceil(wanted / MIB) * MIB));
    request[c][w] = size;
    if (ratios != null && !Double.isNaN(volatility[c][w])) {
      expected[c][w] = most == 0 ? 0 : ratios.above(volatility[c][w], size / most);
    }
    double next = peak(c, w);
    came[c][w] = Double.isNaN(next) ? Double.NaN : next > size ? 1 : 0;
  }

  /// Never more than the limit in force, which no peak can pass, unless peaks did.
  private double capped(int c, int w, double size, double most) {
    double limit = fleet.memoryLimit[c][w - 1];
    return limit >= most ? Math.min(size, limit) : size;
  }

  /// A kill shows that the limit hid the need.
  private double withKills(int c, int w, double size) {
    for (int i = Math.max(0, w - windows.in(HISTORY_DAYS)); i < w; i++) {
      if (fleet.killed[c][i]) {
        double limit = fleet.memoryLimit[c][i];
        double level = limit > highest[c][w] ? limit : highest[c][w];
        return Math.max(size, level * OOM_RATIO);
      }
    }
    return size;
  }
}
