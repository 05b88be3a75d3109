package dev.trimtab.rightsize.tuned;

/// What a container's earlier memory peaks look like, seen from a window.
///
/// @param highest of two weeks, bytes; NaN where none is known
/// @param volatility logarithm of the highest over the mean peak
/// @param fallen logarithm of the highest over the highest of the last three days
/// @param days of peaks that are known
record PeakFeatures(double highest, double volatility, double fallen, double days) {
  /// A peak is remembered for two weeks: what happens once a week has happened twice by then.
  private static final double HISTORY_DAYS = 14;

  private static final double RECENT_DAYS = 3;

  /// What is known of less than this is a class of its own.
  private static final double YOUNG_DAYS = 3;

  static PeakFeatures before(int window, Past past, Span span) {
    int recentFrom = window - span.in(RECENT_DAYS);
    double highest = Double.NaN;
    double recent = Double.NaN;
    double sum = 0;
    int known = 0;
    for (int w = Math.max(0, window - span.in(HISTORY_DAYS)); w < window; w++) {
      var use = past.at(w);
      double peak = use == null ? Double.NaN : use.memoryPeak();
      if (!Double.isNaN(peak)) {
        highest = highest >= peak ? highest : peak;
        recent = w < recentFrom || recent >= peak ? recent : peak;
        sum += peak;
        known++;
      }
    }
    // gone for three days and back: what it last showed is all there is
    double fallen = Double.isNaN(recent) ? 0 : log(highest, recent);
    return new PeakFeatures(highest, log(highest * known, sum), fallen, known * span.days());
  }

  private static double log(double above, double below) {
    return above > 0 && below > 0 ? Math.log(above / below) : 0;
  }

  boolean isKnown() {
    return highest >= 0;
  }

  boolean isYoung() {
    return days < YOUNG_DAYS;
  }
}
