package dev.trimtab.rightsize.tuned;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// A bounded choice of samples, the same whatever the order they come in: those of the lowest
/// priority numbers, which are hashes.
final class PeakSamples {
  private final int most;
  private final PriorityQueue<PeakSample> kept =
      new PriorityQueue<>(Comparator.comparingLong(PeakSample::priority).reversed());

  PeakSamples(int most) {
    this.most = most;
  }

  synchronized void add(PeakSample sample) {
    kept.add(sample);
    if (kept.size() > most) {
      kept.poll();
    }
  }

  List<PeakSample> kept() {
    return List.copyOf(kept);
  }
}
