package dev.trimtab.rightsize.tuned;

/// One container at one level, window by window: what would have been asked for, the risk that was
/// expected, and what came. NaN where nothing is known.
final class Replay {
  final double[] cpu;
  final double[] cpuExpected;
  final double[] memory;
  final double[] memoryExpected;
  final Weighting chosen;
  final Weighting runnerUp;
  private final Past past;

  Replay(Past past, Outlook outlook, Learned learned) {
    var span = outlook.span();
    this.past = past;
    cpu = new double[span.count()];
    cpuExpected = new double[span.count()];
    memory = new double[span.count()];
    memoryExpected = new double[span.count()];
    var cpuTrack = new CpuTrack(outlook, past);
    var memoryTrack = new MemoryTrack(outlook.level(), span, past);
    for (int w = 0; w < span.count(); w++) {
      var cores = cpuTrack.size(w, learned.averageUse(w));
      cpu[w] = cores.request();
      cpuExpected[w] = cores.expected();
      var bytes = memoryTrack.size(w, learned);
      memory[w] = bytes.request();
      memoryExpected[w] = bytes.expected();
    }
    chosen = cpuTrack.chosen();
    runnerUp = cpuTrack.runnerUp();
  }

  /// Tells what came of every window's expectations.
  ///
  /// Those of memory need no teaching: their odds are what came of others already.
  void teach(Calibration cpuRisk) {
    for (int w = 0; w < cpu.length; w++) {
      var use = past.at(w);
      if (use != null && use.hasCpu()) {
        cpuRisk.learn(w, cpuExpected[w], use.above(cpu[w]));
      }
    }
  }
}
