package dev.trimtab.demo.seed;

/// A curve of [Noise#smooth] for a reader that mostly moves forward: it looks up the ends of a cell
/// once for the whole cell.
public final class Drift {
  private final long key;
  private final int period;
  private long cellStart = Long.MIN_VALUE / 2;
  private double left;
  private double slope;

  public Drift(long key, int period) {
    this.key = key;
    this.period = period;
  }

  /// The curve's value, in `[-1, 1]`.
  public double at(long index) {
    long within = index - cellStart;
    if (within < 0 || within >= period) {
      enter(Math.floorDiv(index, (long) period));
      within = index - cellStart;
    }
    return left + slope * within;
  }

  private void enter(long cell) {
    cellStart = cell * period;
    left = Noise.smooth(key, cellStart, period);
    slope = (Noise.smooth(key, cellStart + period, period) - left) / period;
  }
}
