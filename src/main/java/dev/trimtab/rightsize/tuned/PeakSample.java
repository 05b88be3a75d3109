package dev.trimtab.rightsize.tuned;

/// How a memory peak compared with what was known before it.
///
/// @param priority decides which samples stay where there are too many
/// @param ratio of the peak to the highest before
record PeakSample(long priority, float volatility, float fallen, boolean young, float ratio) {
  static PeakSample of(long priority, PeakFeatures before, double peak) {
    return new PeakSample(
        priority,
        (float) before.volatility(),
        (float) before.fallen(),
        before.isYoung(),
        (float) (peak / before.highest()));
  }
}
