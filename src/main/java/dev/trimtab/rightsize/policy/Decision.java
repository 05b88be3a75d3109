package dev.trimtab.rightsize.policy;

/// What a policy says of one container at one origin. NaN is "no opinion"; a limit that is NaN
/// beside a request means no limit.
///
/// @param cpuRequest cores
/// @param cpuLimit cores
/// @param memoryRequest bytes
/// @param memoryLimit bytes
/// @param cpuRisk stated probability that an interval's mean is above the request; NaN for no claim
/// @param memoryRisk stated probability that the peak is above the limit (or request) at some time
public record Decision(
    Outcome outcome,
    double cpuRequest,
    double cpuLimit,
    double memoryRequest,
    double memoryLimit,
    double cpuRisk,
    double memoryRisk,
    String reason) {
  private static final double NONE = Double.NaN;

  /// As FORMATS.md names them.
  public enum Outcome {
    RESIZE("resize"),
    KEEP("keep"),
    INSUFFICIENT_DATA("insufficient-data");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /// Says why nothing can be said.
  public static Decision insufficient(String reason) {
    return new Decision(Outcome.INSUFFICIENT_DATA, NONE, NONE, NONE, NONE, NONE, NONE, reason);
  }

  /// A resize without a claim; insufficient data where neither request is known.
  public static Decision of(
      double cpuRequest, double cpuLimit, double memoryRequest, double memoryLimit) {
    return Double.isNaN(cpuRequest) && Double.isNaN(memoryRequest)
        ? insufficient("too few samples")
        : new Decision(
            Outcome.RESIZE, cpuRequest, cpuLimit, memoryRequest, memoryLimit, NONE, NONE, "");
  }

  public boolean isResize() {
    return outcome == Outcome.RESIZE;
  }
}
