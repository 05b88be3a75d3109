package dev.trimtab.place.pack;

import java.util.function.LongSupplier;

/// A point on a clock that is handed in.
final class Deadline {
  private final LongSupplier nanoTime;
  private final long start;
  private final long end;
  private volatile boolean cancelled;

  Deadline(LongSupplier nanoTime, long start, long end) {
    this.nanoTime = nanoTime;
    this.start = start;
    this.end = end;
  }

  boolean passed() {
    return cancelled || nanoTime.getAsLong() - end >= 0;
  }

  /// Lets it have passed now; those made from it stay.
  void cancel() {
    cancelled = true;
  }

  /// Seconds.
  double left() {
    return (end - nanoTime.getAsLong()) / 1e9;
  }

  /// An earlier one, after a share of the whole time.
  Deadline at(double share) {
    return new Deadline(nanoTime, start, start + (long) (share * (end - start)));
  }

  /// An earlier one, after a share of the time that is left.
  Deadline within(double share) {
    long now = nanoTime.getAsLong();
    return new Deadline(nanoTime, now, now + (long) (share * Math.max(0, end - now)));
  }
}
