package dev.trimtab.place.board;

import dev.trimtab.place.plan.Size;

/// How many pods fit.
final class Fit {
  private Fit() {}

  /// Replicas of one demand that a fresh node may take beside none other.
  static int most(Board board, int demand, int offer) {
    var wants = board.rules().demand(demand).wants();
    if (wants.onePerNode() || board.rules().spreadOver(demand).length > 1) {
      return 1;
    }
    var node = board.rules().offer(offer);
    int fit = most(board.rules().demand(demand).pod(), node.room(), node.maxPods());
    return Math.min(fit, board.poolRoom(demand, offer));
  }

  static int most(Size pod, Size room, int slots) {
    return most(pod, room.cpuMicros(), room.memoryBytes(), room.gpuMillis(), slots);
  }

  static int most(Size pod, long cpuMicros, long memoryBytes, long gpuMillis, int slots) {
    long most = Math.min(slots, times(pod.cpuMicros(), cpuMicros));
    most = Math.min(most, times(pod.memoryBytes(), memoryBytes));
    return (int) Math.min(most, times(pod.gpuMillis(), gpuMillis));
  }

  private static long times(long wanted, long left) {
    if (left < 0) {
      return 0;
    }
    return wanted == 0 ? Integer.MAX_VALUE : left / wanted;
  }
}
