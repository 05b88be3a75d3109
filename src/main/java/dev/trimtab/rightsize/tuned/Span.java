package dev.trimtab.rightsize.tuned;

/// Time cut into windows of one length, numbered from 0.
///
/// @param count windows, the last of which may be the one that is decided for
/// @param seconds of each
public record Span(int count, long seconds) {
  private static final double SECONDS_PER_DAY = 86_400;

  /// The length of a window in days.
  public double days() {
    return seconds / SECONDS_PER_DAY;
  }

  /// Windows in so many days, at least 1.
  int in(double days) {
    return (int) Math.max(1, Math.round(days / days()));
  }
}
