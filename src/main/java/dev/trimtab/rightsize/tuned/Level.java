package dev.trimtab.rightsize.tuned;

import java.util.List;

/// How much risk is bought. Prices are in units of what the cluster's average container uses, so
/// that they travel from one cluster to another.
///
/// A CPU request minimises `request + intervalPrice x (P + capPrice x max(0, P - cap)) +
/// deficitPrice x E[use - request, where above]` with P the share of intervals above it; a memory
/// request `request + memoryPrice x P(peak > request)`.
///
/// @param weighting of past CPU use
/// @param intervalPrice average use that an interval above the request costs
/// @param ownShare how far that price follows the container's own use (1) instead of the average
///   container's (0)
/// @param deficitPrice what a core that is missing costs, in requested cores
/// @param cap share of intervals above the request from which on they cost more
/// @param capPrice how many times more
/// @param pad added to every CPU request, in average containers' use: the small ones' bursts cost
///   little to cover
/// @param near share of the next window that is expected up to 15% above what the past says
/// @param far the same, up to 50%
/// @param cpuChange days of a CPU request that changing it costs
/// @param memoryPrice average peaks that a day with a peak above the limit costs
/// @param memoryChange share of a memory request that lowering it costs
public record Level(
    String name,
    Weighting weighting,
    double intervalPrice,
    double ownShare,
    double deficitPrice,
    double cap,
    double capPrice,
    double pad,
    double near,
    double far,
    double cpuChange,
    double memoryPrice,
    double memoryChange) {
  /// For what must not be slow.
  public static final Level SAFE =
      new Level(
          "safe",
          new Weighting("blend", 3.97, 4.2, 0.25, 1, 28),
          21.5,
          0.413,
          8.65,
          0.0102,
          53.4,
          0.108,
          0.0128,
          0.00389,
          0.00861,
          50,
          0.15);

  /// For most.
  public static final Level BALANCED =
      new Level(
          "balanced",
          new Weighting("blend", 1.09, 18.2, 0.784, 1.46, 28),
          0.965,
          0.329,
          23.4,
          0.114,
          21.4,
          0.0415,
          0.0198,
          0.0384,
          0.00649,
          24,
          0.12);

  /// For what may wait.
  public static final Level LEAN =
      new Level(
          "lean",
          new Weighting("blend", 0.69, 17.4, 0.265, 1.25, 14),
          3.44,
          0.92,
          10.1,
          0.115,
          48.7,
          0.042,
          0.0328,
          0.0184,
          0.0152,
          15,
          0.12);

  /// From the least risk to the most.
  public static final List<Level> ALL = List.of(SAFE, BALANCED, LEAN);

  /// This level with other prices.
  public Level weighing(Weights weights) {
    return new Level(
        name,
        weighting,
        intervalPrice * weights.cpuOver(),
        ownShare,
        deficitPrice * weights.cpuMissing(),
        cap,
        capPrice,
        pad,
        near,
        far,
        cpuChange * weights.change(),
        memoryPrice * weights.memoryPeak(),
        memoryChange * weights.change());
  }
}
