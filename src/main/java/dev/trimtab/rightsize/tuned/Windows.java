package dev.trimtab.rightsize.tuned;

import dev.trimtab.model.usage.UsageSeries;
import dev.trimtab.rightsize.policy.Origins;

/// Time cut at the origins, and before the first one in steps of the same length.
///
/// A row belongs to the window in which it ends, so that all rows of earlier windows have ended by
/// the window's origin.
///
/// @param base Unix seconds at which the first window begins
/// @param before windows before the first origin
record Windows(long base, int before, Span span) {
  static Windows of(Origins origins) {
    int before = (int) Math.max(0, Math.ceilDiv(origins.first() - origins.start(), origins.step()));
    return new Windows(
        origins.first() - before * origins.step(),
        before,
        new Span(before + origins.count(), origins.step()));
  }

  int count() {
    return span.count();
  }

  /// The window of a row; [#count] or more past the last origin's.
  int of(UsageSeries series, int row) {
    return (int) Math.max(0, Math.ceilDiv(series.end(row) - base, span.seconds()) - 1);
  }
}
