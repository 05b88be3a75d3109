package dev.trimtab.pipeline.watch;

/// What one caller of one model spends, step by step: the smallest thing that is watched, and what
/// all series are sums of.
final class Lane {
  final Reporter reporter;
  final String key;
  final String model;
  final String endpoint;
  private final double[] cost;
  private final float[] requests;
  private final float[] failed;
  private final float[] input;
  private final float[] output;
  private int first = Integer.MAX_VALUE;

  /// @param model `provider/model`
  Lane(Reporter reporter, String key, String model, String endpoint, Steps steps) {
    this.reporter = reporter;
    this.key = key;
    this.model = model;
    this.endpoint = endpoint;
    cost = new double[steps.count()];
    requests = new float[steps.count()];
    failed = new float[steps.count()];
    input = new float[steps.count()];
    output = new float[steps.count()];
  }

  void add(int step, double money, double calls, double failures, double in, double out) {
    first = Math.min(first, step);
    cost[step] += money;
    requests[step] += (float) calls;
    failed[step] += (float) failures;
    input[step] += (float) in;
    output[step] += (float) out;
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

  /// The first step with usage.
  int first() {
    return first;
  }

  double cost(int step) {
    return cost[step];
  }

  /// NaN where the provider does not tell.
  double requests(int step) {
    return requests[step];
  }

  /// NaN where the provider does not tell.
  double failed(int step) {
    return failed[step];
  }

  /// NaN where the provider does not tell.
  double input(int step) {
    return input[step];
  }

  /// NaN where the provider does not tell.
  double output(int step) {
    return output[step];
  }
}
