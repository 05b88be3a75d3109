package dev.trimtab.rightsize.tuned;

/// How much risk is bought. Prices are in units of what the cluster's average container uses, so
/// that they travel from one cluster to another.
///
/// A CPU request minimises `request + intervalPrice x P(use > request) + deficitPrice x E[use -
/// request, where above]`; a memory request `request + memoryPrice x P(peak > request)`.
///
/// @param halfLife of the weight of CPU samples, days
/// @param intervalPrice average containers' use that an interval above the request costs
/// @param deficitPrice what a core that is missing costs, in requested cores
/// @param cap the largest share of intervals above the request
/// @param pad added to every CPU request, in average containers' use: the small ones' bursts cost
///   little to cover
/// @param memoryPrice average containers' peaks that a window above the limit costs
public record Level(
    String name,
    double halfLife,
    double intervalPrice,
    double deficitPrice,
    double cap,
    double pad,
    double memoryPrice) {
  static final Level SAFE = new Level("safe", 5, 25, 50, 0.008, 0.17, 60);
  static final Level BALANCED = new Level("balanced", 3, 6.2, 30, 0.0514, 0.03, 30);
  static final Level LEAN = new Level("lean", 1, 4.3, 7.7, 0.066, 0.02, 15);
}
