package dev.trimtab.rightsize;

import dev.trimtab.model.finding.Finding;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// Nominal savings: what requests would no longer hold, at list price, whether or not a node can go
/// for it.
public final class Savings {
  private static final BigDecimal HOURS_PER_MONTH = new BigDecimal(730);
  private static final BigDecimal BYTES_PER_GIB = new BigDecimal(1L << 30);

  private Savings() {}

  /// Per month of 730 hours, all replicas; negative where requests go up.
  public static Money monthly(Finding.Resize resize, Money perCoreHour, Money perGibHour) {
    long millis = millis(resize.current().cpuRequest()) - millis(resize.proposed().cpuRequest());
    long bytes = bytes(resize.current().memoryRequest()) - bytes(resize.proposed().memoryRequest());
    var cores = BigDecimal.valueOf(millis).movePointLeft(3);
    var gib = BigDecimal.valueOf(bytes).divide(BYTES_PER_GIB, 12, RoundingMode.HALF_UP);
    return perCoreHour
        .times(cores)
        .plus(perGibHour.times(gib))
        .times(HOURS_PER_MONTH)
        .times(BigDecimal.valueOf(resize.replicas()))
        .stored();
  }

  private static long millis(@Nullable Cpu cpu) {
    return cpu == null ? 0 : cpu.millis();
  }

  private static long bytes(@Nullable Memory memory) {
    return memory == null ? 0 : memory.bytes();
  }
}
