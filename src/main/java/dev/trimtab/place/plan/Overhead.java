package dev.trimtab.place.plan;

/// What of a machine is not for pods.
public enum Overhead {
  /// As Karpenter counts for EKS: kube-reserved CPU 6% of the first core, 1% of the second, 0.5% of
  /// the next two, 0.25% of the rest; memory 11 MiB a pod slot and 255 MiB, 100 MiB before
  /// eviction, and 7.5% for the VM, rounded up to a MiB (karpenter-provider-aws,
  /// `pkg/providers/instancetype/types.go`).
  EKS,
  /// Nothing.
  NONE;

  private static final long MEBI = 1L << 20;
  private static final long CORE = 1_000_000;

  /// Room for pods; a tiny machine may have none.
  public Size room(Size machine, int maxPods) {
    if (this == NONE) {
      return machine;
    }
    long vm = Math.ceilDiv(machine.memoryBytes() * 75, 1000 * MEBI) * MEBI;
    long kept = (11L * maxPods + 255 + 100) * MEBI;
    return new Size(
        machine.cpuMicros() - reserved(machine.cpuMicros()),
        machine.memoryBytes() - vm - kept,
        machine.gpuMillis());
  }

  private static long reserved(long micros) {
    // in ten-thousandths, rounded up once
    long parts =
        600 * band(micros, 0, 1)
            + 100 * band(micros, 1, 2)
            + 50 * band(micros, 2, 4)
            + 25 * band(micros, 4, Long.MAX_VALUE / CORE);
    return Math.ceilDiv(parts, 10_000);
  }

  private static long band(long micros, long from, long to) {
    return Math.max(0, Math.min(micros, to * CORE) - from * CORE);
  }
}
