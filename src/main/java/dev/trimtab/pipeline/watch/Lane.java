package dev.trimtab.pipeline.watch;

import dev.trimtab.model.spend.SpendSheet;

/// What one lane, or several together, spend step by step. Counts are NaN where a source does not
/// tell them.
final class Lane {
  private final double[] cost;
  private final float[] requests;
  private final float[] failed;
  private final float[] input;
  private final float[] output;
  private int first = Integer.MAX_VALUE;

  Lane(int steps) {
    cost = new double[steps];
    requests = new float[steps];
    failed = new float[steps];
    input = new float[steps];
    output = new float[steps];
  }

  /// Adds a row of a sheet.
  void add(int step, SpendSheet sheet, int row) {
    first = Math.min(first, step);
    cost[step] += sheet.cost(row);
    requests[step] += sheet.requests(row);
    failed[step] += sheet.failed(row);
    input[step] += sheet.input(row);
    output[step] += sheet.output(row);
  }

  /// Adds what another spends.
  void add(Lane other) {
    first = Math.min(first, other.first);
    for (int step = 0; step < cost.length; step++) {
      cost[step] += other.cost[step];
      requests[step] += other.requests[step];
      failed[step] += other.failed[step];
      input[step] += other.input[step];
      output[step] += other.output[step];
    }
  }

  /// The first step with usage; beyond all steps where there is none.
  int first() {
    return first;
  }

  double cost(int step) {
    return cost[step];
  }

  double requests(int step) {
    return requests[step];
  }

  double failed(int step) {
    return failed[step];
  }

  double input(int step) {
    return input[step];
  }

  double output(int step) {
    return output[step];
  }
}
