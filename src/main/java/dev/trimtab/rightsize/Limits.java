package dev.trimtab.rightsize;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import org.jspecify.annotations.Nullable;

/// What becomes of limits when requests change.
final class Limits {
  private Limits() {}

  static @Nullable Cpu cpu(RightsizeSettings.LimitRule rule, Resources current, Cpu request) {
    return switch (rule) {
      case NONE -> null;
      case SAME_AS_REQUEST -> request;
      case KEEP_RATIO -> {
        var limit = current.cpuLimit();
        var before = current.cpuRequest();
        if (limit == null) {
          yield null;
        }
        // Without a request before there is no ratio: the limit stays, unless it is below.
        yield before == null || before.millis() == 0
            ? limit.atLeast(request)
            : request.times(Math.max(1, limit.cores() / before.cores()));
      }
    };
  }

  static @Nullable Memory memory(
      RightsizeSettings.LimitRule rule, Resources current, @Nullable Memory request) {
    if (request == null) {
      return current.memoryLimit();
    }
    return switch (rule) {
      case NONE -> null;
      case SAME_AS_REQUEST -> request;
      case KEEP_RATIO -> {
        var limit = current.memoryLimit();
        var before = current.memoryRequest();
        if (limit == null) {
          yield null;
        }
        yield before == null || before.bytes() == 0
            ? limit.atLeast(request)
            : request.times(Math.max(1, (double) limit.bytes() / before.bytes())).roundUpToMebi();
      }
    };
  }
}
