package dev.trimtab.rightsize;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.rightsize.RightsizeSettings.LimitRule;
import dev.trimtab.rightsize.rule.Plausible;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// What becomes of limits when requests change. A proposed limit is never below its request, even
/// where the one in force is.
final class Limits {
  private Limits() {}

  /// The requests of a sizing with the limits that follow. A request that the sizing leaves alone
  /// leaves its limit alone, too.
  static Resources follow(RightsizeSettings settings, Resources current, Sizing sizing) {
    var cpu = sizing.cpu();
    var memory = sizing.memory();
    return new Resources(
        cpu == null ? current.cpuRequest() : cpu,
        cpu == null || cpu.equals(current.cpuRequest())
            ? atLeast(current.cpuLimit(), current.cpuRequest())
            : cpu(settings.cpuLimit(), current, cpu),
        memory == null ? current.memoryRequest() : memory,
        memory == null || memory.equals(current.memoryRequest())
            ? atLeast(current.memoryLimit(), current.memoryRequest())
            : memory(settings.memoryLimit(), current, memory),
        current.gpus());
  }

  private static @Nullable Cpu cpu(LimitRule rule, Resources current, Cpu request) {
    return switch (rule) {
      case NONE -> null;
      case SAME_AS_REQUEST -> request;
      case KEEP_RATIO -> {
        var limit = current.cpuLimit();
        var before = current.cpuRequest();
        // Without a request before there is no ratio: the limit stays, unless it is below.
        yield limit == null || before == null || before.millis() == 0
            ? atLeast(limit, request)
            : Cpu.millis(scaled(request.millis(), limit.millis(), before.millis()))
                .atLeast(request);
      }
    };
  }

  private static @Nullable Memory memory(LimitRule rule, Resources current, Memory request) {
    return switch (rule) {
      case NONE -> null;
      case SAME_AS_REQUEST -> request;
      case KEEP_RATIO -> {
        var limit = current.memoryLimit();
        var before = current.memoryRequest();
        yield limit == null || before == null || before.bytes() == 0
            ? atLeast(limit, request)
            : Plausible.memory((double) scaled(request.bytes(), limit.bytes(), before.bytes()))
                .atLeast(request);
      }
    };
  }

  /// `request x limit / before`, rounded up; the largest long where it is more than that.
  private static long scaled(long request, long limit, long before) {
    var exact =
        BigInteger.valueOf(request)
            .multiply(BigInteger.valueOf(limit))
            .add(BigInteger.valueOf(before - 1))
            .divide(BigInteger.valueOf(before));
    return exact.bitLength() < Long.SIZE ? exact.longValue() : Long.MAX_VALUE;
  }

  private static @Nullable Cpu atLeast(@Nullable Cpu limit, @Nullable Cpu request) {
    return limit == null || request == null ? limit : limit.atLeast(request);
  }

  private static @Nullable Memory atLeast(@Nullable Memory limit, @Nullable Memory request) {
    return limit == null || request == null ? limit : limit.atLeast(request);
  }
}
