package dev.trimtab.rightsize.tuned;

/// What a CPU request costs, in requested cores: itself, the intervals above it, and what is
/// missing in them.
///
/// @param interval cores that an interval above costs
/// @param deficit what a missing core costs
/// @param cap share of intervals from which on they cost `capPrice` times more
record CpuCost(double interval, double deficit, double cap, double capPrice) {
  static CpuCost of(Level level, double averageUse, double ownUse) {
    double unit = Math.pow(averageUse, 1 - level.ownShare()) * Math.pow(ownUse, level.ownShare());
    return new CpuCost(
        level.intervalPrice() * unit, level.deficitPrice(), level.cap(), level.capPrice());
  }

  /// @param above share of intervals above the request
  /// @param missing mean of what is above it, cores
  double of(double request, double above, double missing) {
    return request
        + interval * (above + capPrice * Math.max(0, above - cap))
        + deficit * Math.max(0, missing);
  }
}
