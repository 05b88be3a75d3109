package dev.trimtab.rightsize.policy;

/// The instants at which a backtest decides: `first + i x step`, all in Unix seconds.
///
/// @param start the first instant that any usage has
/// @param first the first origin
/// @param end no origin is at or after it
public record Origins(long start, long first, long step, long end) {
  public int count() {
    return first >= end ? 0 : (int) Math.ceilDiv(end - first, step);
  }

  public long at(int index) {
    return first + index * step;
  }

  /// The window that an interval belongs to, which is the one it starts in; -1 before the first.
  public int window(long intervalStart) {
    return intervalStart < first
        ? -1
        : (int) Math.min(Integer.MAX_VALUE, (intervalStart - first) / step);
  }
}
