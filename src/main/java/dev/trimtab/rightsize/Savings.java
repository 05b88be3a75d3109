package dev.trimtab.rightsize;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Nominal savings: what requests would no longer hold, at list price, whether or not a node can go
/// for it.
public final class Savings {
  private static final BigDecimal HOURS_PER_MONTH = new BigDecimal(730);
  private static final BigDecimal BYTES_PER_GIB = new BigDecimal(1L << 30);

  private Savings() {}

  /// Per month of 730 hours, all replicas; negative where requests go up.
  public static Money monthly(Finding.Resize resize, Money perCoreHour, Money perGibHour) {
    return monthly(
        millis(resize.current()) - millis(resize.proposed()),
        bytes(resize.current()) - bytes(resize.proposed()),
        resize.replicas(),
        perCoreHour,
        perGibHour);
  }

  /// All that an idle container holds, whole GPUs among it.
  public static Money monthly(
      Finding.Idle idle, Money perCoreHour, Money perGibHour, Money perGpuHour) {
    return monthly(
            millis(idle.current()), bytes(idle.current()), idle.replicas(), perCoreHour, perGibHour)
        .plus(gpus(idle.current(), idle.replicas(), perGpuHour));
  }

  /// What the replicas that may go would ask for, once resized.
  public static Money monthly(
      Finding.Scale scale, Money perCoreHour, Money perGibHour, Money perGpuHour) {
    int going = scale.replicas() - scale.proposed();
    return monthly(
            millis(scale.podRequest()), bytes(scale.podRequest()), going, perCoreHour, perGibHour)
        .plus(gpus(scale.podRequest(), going, perGpuHour));
  }

  private static Money gpus(Resources each, int replicas, Money perGpuHour) {
    return perGpuHour
        .times(BigDecimal.valueOf((long) each.gpus() * replicas))
        .times(HOURS_PER_MONTH)
        .stored();
  }

  private static Money monthly(
      long millis, long bytes, int replicas, Money perCoreHour, Money perGibHour) {
    var cores = BigDecimal.valueOf(millis).movePointLeft(3);
    var gib = BigDecimal.valueOf(bytes).divide(BYTES_PER_GIB, 12, RoundingMode.HALF_UP);
    return perCoreHour
        .times(cores)
        .plus(perGibHour.times(gib))
        .times(HOURS_PER_MONTH)
        .times(BigDecimal.valueOf(replicas))
        .stored();
  }

  /// Kubernetes takes a limit for the request where none is stated.
  private static long millis(Resources r) {
    var request = r.cpuRequest() == null ? r.cpuLimit() : r.cpuRequest();
    return request == null ? 0 : request.millis();
  }

  private static long bytes(Resources r) {
    var request = r.memoryRequest() == null ? r.memoryLimit() : r.memoryRequest();
    return request == null ? 0 : request.bytes();
  }
}
