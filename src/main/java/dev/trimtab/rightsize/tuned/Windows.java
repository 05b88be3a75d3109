package dev.trimtab.rightsize.tuned;

import dev.trimtab.model.usage.UsageSeries;
import dev.trimtab.rightsize.policy.Origins;

/// Time cut at the origins, and before the first one in steps of the same length.
///
/// A row belongs to the window in which it ends, so that all rows of earlier windows have ended by
/// the window's origin.
record Windows(long base, long step, int before, int count) {
  static Windows of(Origins origins) {
    int before = (int) Math.max(0, Math.ceilDiv(origins.first() - origins.start(), origins.step()));
    return new Windows(
        origins.first() - before * origins.step(),
        origins.step(),
        before,
        before + origins.count());
  }

  /// The window of a row; [#count] or more past the last origin's.
  int of(UsageSeries series, int row) {
    return (int) Math.max(0, Math.ceilDiv(series.end(row) - base, step) - 1);
  }

  /// Windows in so many days, at least 1.
  int in(double days) {
    return (int) Math.max(1, Math.round(days * 86_400 / step));
  }

  double days() {
    return step / 86_400.0;
  }
}
