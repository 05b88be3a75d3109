package dev.trimtab.rightsize.tuned;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Sizes one container's memory window by window.
final class MemoryTrack {
  private static final double MIB = 1 << 20;
  private static final double KILLED_DAYS = 14;
  private static final double UNTAUGHT_RATIO = 1.15;

  /// Days that a lower need has to last before it counts.
  private static final double LASTING_DAYS = 1;

  /// As the Vertical Pod Autoscaler has it.
  private static final double OOM_RATIO = 1.2;

  private final Level level;
  private final Span span;
  private final Past past;
  private final Deque<Double> newest = new ArrayDeque<>();
  private double inForce = Double.NaN;
  private double limit = Double.NaN;

  MemoryTrack(Level level, Span span, Past past) {
    this.level = level;
    this.span = span;
    this.past = past;
  }

  /// A request and the probability of a peak above it that is expected; NaN where nothing is known.
  record Sized(double request, double expected) {
    static final Sized UNKNOWN = new Sized(Double.NaN, Double.NaN);
  }

  /// Sizes a window from those before it; windows must come in order.
  Sized size(int window, Learned learned) {
    var features = PeakFeatures.before(window, past, span);
    var use = window == 0 ? null : past.at(window - 1);
    limit = use == null || Double.isNaN(use.memoryLimit()) ? limit : use.memoryLimit();
    if (!features.isKnown()) {
      return Sized.UNKNOWN;
    }
    var classes = learned.classes(window);
    var odds = classes == null ? null : classes.of(features);
    double price = level.memoryPrice() * learned.averagePeak(window) / span.days();
    double wanted = Math.max(inMebi(raised(window, wanted(features, odds, price))), MIB);
    inForce = steady(lasting(wanted), features, odds, price);
    return new Sized(inForce, expected(features, odds));
  }

  private double wanted(PeakFeatures features, @Nullable PeakOdds odds, double price) {
    double highest = features.highest();
    double ratio = odds == null ? UNTAUGHT_RATIO : odds.cheapest(highest, price);
    // no peak passes the limit in force, unless peaks did
    return limit >= highest ? Math.min(highest * ratio, limit) : highest * ratio;
  }

  /// The most that was wanted of late.
  private double lasting(double wanted) {
    newest.addLast(wanted);
    if (newest.size() > span.in(LASTING_DAYS) + 1) {
      newest.removeFirst();
    }
    return Collections.max(newest);
  }

  /// A kill shows that the limit hid the need.
  private double raised(int window, double size) {
    double raised = size;
    for (int w = Math.max(0, window - span.in(KILLED_DAYS)); w < window; w++) {
      var use = past.at(w);
      if (use != null && use.killed()) {
        // either may be unknown: what is killed at once leaves no sample
        raised = higher(raised, higher(use.memoryLimit(), use.memoryPeak()) * OOM_RATIO);
      }
    }
    return raised;
  }

  private static double higher(double known, double perhaps) {
    return Double.isNaN(known) || perhaps > known ? perhaps : known;
  }

  /// Keeps the request where lowering it saves less than the change and the risk cost.
  private double steady(
      double wanted, PeakFeatures features, @Nullable PeakOdds odds, double price) {
    if (!(wanted < inForce) || odds == null || features.highest() == 0) {
      return wanted;
    }
    double lower = wanted + price * odds.above(wanted / features.highest());
    double staying = inForce + price * odds.above(inForce / features.highest());
    return staying <= lower + level.memoryChange() * inForce ? inForce : wanted;
  }

  private double expected(PeakFeatures features, @Nullable PeakOdds odds) {
    if (odds == null) {
      return Double.NaN;
    }
    return features.highest() == 0 ? 0 : odds.above(inForce / features.highest());
  }

  private static double inMebi(double bytes) {
    return Math.ceil(bytes / MIB) * MIB;
  }
}
