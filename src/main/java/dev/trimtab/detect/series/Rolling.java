package dev.trimtab.detect.series;

import java.util.Arrays;

/// The sum of the last few values.
public final class Rolling {
  private final double[] values;
  private int at;
  private int count;
  private double sum;

  public Rolling(int length) {
    values = new double[length];
  }

  /// Takes a value; an unknown one counts as nothing.
  public void add(double value) {
    double known = Double.isNaN(value) ? 0 : value;
    sum += known - values[at];
    values[at] = known;
    at++;
    count = Math.min(count + 1, values.length);
    if (at == values.length) {
      at = 0;
      resum();
    }
  }

  /// Differences of sums drift.
  private void resum() {
    sum = 0;
    for (double value : values) {
      sum += value;
    }
  }

  public double sum() {
    return Math.max(0, sum);
  }

  public int count() {
    return count;
  }

  public boolean full() {
    return count == values.length;
  }

  /// Forgets all of them.
  public void clear() {
    Arrays.fill(values, 0);
    at = 0;
    count = 0;
    sum = 0;
  }

  /// Writes down, or takes back, what it knows.
  public void keep(Memory memory) {
    memory.of(values);
    at = memory.of(at);
    count = memory.of(count);
    sum = memory.of(sum);
  }
}
