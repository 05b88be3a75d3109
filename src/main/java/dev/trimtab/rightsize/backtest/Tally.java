package dev.trimtab.rightsize.backtest;

/// Sums over one container's evaluated intervals and windows, or over all containers'.
final class Tally {
  static final int BINS = 10;

  double intervals;
  double over;
  double coreHours;
  double usedCoreHours;
  double metCoreHours;
  double deficit;
  double gibHours;
  double metGibHours;
  double memoryWindows;
  double overLimit;
  double overRequest;
  double windows;
  double covered;
  double pairs;
  double cpuChanges;
  double memoryChanges;
  final double[][] cpuRisk = new double[3][BINS];
  final double[][] memoryRisk = new double[3][BINS];

  void add(Tally other) {
    intervals += other.intervals;
    over += other.over;
    coreHours += other.coreHours;
    usedCoreHours += other.usedCoreHours;
    metCoreHours += other.metCoreHours;
    deficit += other.deficit;
    gibHours += other.gibHours;
    metGibHours += other.metGibHours;
    memoryWindows += other.memoryWindows;
    overLimit += other.overLimit;
    overRequest += other.overRequest;
    windows += other.windows;
    covered += other.covered;
    pairs += other.pairs;
    cpuChanges += other.cpuChanges;
    memoryChanges += other.memoryChanges;
    for (int i = 0; i < 3; i++) {
      for (int b = 0; b < BINS; b++) {
        cpuRisk[i][b] += other.cpuRisk[i][b];
        memoryRisk[i][b] += other.memoryRisk[i][b];
      }
    }
  }

  static void risk(double[][] bins, double stated, boolean came) {
    int bin = (int) Math.clamp(Math.ceil(stated * BINS) - 1, 0, BINS - 1);
    bins[0][bin]++;
    bins[1][bin] += stated;
    bins[2][bin] += came ? 1 : 0;
  }
}
