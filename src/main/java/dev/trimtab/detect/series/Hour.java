package dev.trimtab.detect.series;

/// All of a series within one step of its grid; NaN where it is not known.
///
/// @param step its number on the grid
/// @param start Unix seconds
/// @param end of the last point in it, Unix seconds
/// @param share how much of the step the points cover, above 0, at most 1
/// @param missing steps since the one before that nothing is known of
public record Hour(
    long step,
    long start,
    long end,
    double share,
    int missing,
    double cost,
    double requests,
    double failed,
    double inputTokens,
    double outputTokens,
    double budgetPerMonth) {
  /// What an output token costs beside an input token, roughly and at most providers.
  private static final double OUTPUT_WEIGHT = 4;

  /// Input tokens and output tokens at their usual weight in money; NaN where either is unknown.
  public double volume() {
    return inputTokens + OUTPUT_WEIGHT * outputTokens;
  }

  /// Input and output tokens; NaN where either is unknown.
  public double tokens() {
    return inputTokens + outputTokens;
  }

  /// Requests that did not fail; all where failures are unknown.
  public double answered() {
    return Double.isNaN(failed) ? requests : Math.max(0, requests - failed);
  }
}
