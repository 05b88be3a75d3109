package dev.trimtab.model.spend;

/// What one series has cost, and done, within `[start, end)`; NaN where it is not known.
///
/// @param start Unix seconds
/// @param end Unix seconds, after `start`
/// @param cost in the series' currency; known in every point
/// @param requests all of them, the failed ones too where the source counts so
/// @param failed requests that failed
/// @param inputTokens all input tokens, cached ones too
/// @param outputTokens all output tokens
/// @param budgetPerMonth in the series' currency
public record SpendPoint(
    long start,
    long end,
    double cost,
    double requests,
    double failed,
    double inputTokens,
    double outputTokens,
    double budgetPerMonth) {
  private static final double UNKNOWN = Double.NaN;

  /// A cost of which nothing else is known.
  public static SpendPoint of(long start, long end, double cost) {
    return new SpendPoint(start, end, cost, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
  }

  /// Length of the interval in seconds.
  public long seconds() {
    return end - start;
  }
}
