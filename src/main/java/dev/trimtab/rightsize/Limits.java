package dev.trimtab.rightsize;

import dev.trimtab.rightsize.RightsizeSettings.LimitRule;
import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Amount;
import dev.trimtab.rightsize.rule.Plausible;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;
import java.math.BigInteger;
import java.util.OptionalLong;

/// What becomes of limits when requests change. A proposed limit is never below its request, even
/// where the one in force is, nor below what another rule knows it has to let through.
///
/// A request that the sizing leaves alone leaves its limit alone, too, unless that is too low. No
/// request is touched here: autoscalers and quotas have counted them.
record Limits(LimitRule cpu, LimitRule memory) implements SizingRule {
  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var result = sizing;
    for (var measure : Measure.values()) {
      result = result.with(measure, follow(subject, measure, sizing.of(measure)));
    }
    return result;
  }

  private Amount follow(SizingCase subject, Measure measure, Amount amount) {
    var now = measure.request(subject.current());
    var limit = measure.limit(subject.current());
    var request = amount.request().isPresent() ? amount.request() : now;
    var rule = measure == Measure.CPU ? cpu : memory;
    boolean changed = request.isPresent() && !request.equals(now);
    var follows =
        changed ? changed(rule, measure, request.getAsLong(), now, limit) : atLeast(limit, request);
    return follows.isEmpty() || follows.getAsLong() >= amount.leastLimit()
        ? amount.limit(follows)
        : amount.limit(OptionalLong.of(amount.leastLimit()));
  }

  private static OptionalLong changed(
      LimitRule rule, Measure measure, long request, OptionalLong now, OptionalLong limit) {
    return switch (rule) {
      case NONE -> OptionalLong.empty();
      case SAME_AS_REQUEST -> OptionalLong.of(request);
      case KEEP_RATIO ->
          // Without a request before there is no ratio: the limit stays, unless it is below.
          limit.isEmpty() || now.orElse(0) == 0
              ? atLeast(limit, OptionalLong.of(request))
              : OptionalLong.of(
                  Math.max(request, scaled(measure, request, limit.getAsLong(), now.getAsLong())));
    };
  }

  /// `request x limit / before`, rounded up; the largest long where it is more than that.
  private static long scaled(Measure measure, long request, long limit, long before) {
    var exact =
        BigInteger.valueOf(request)
            .multiply(BigInteger.valueOf(limit))
            .add(BigInteger.valueOf(before - 1))
            .divide(BigInteger.valueOf(before));
    long most = exact.bitLength() < Long.SIZE ? exact.longValue() : Long.MAX_VALUE;
    return measure == Measure.CPU ? most : Plausible.memory((double) most).bytes();
  }

  private static OptionalLong atLeast(OptionalLong limit, OptionalLong request) {
    return limit.isEmpty() || request.isEmpty()
        ? limit
        : OptionalLong.of(Math.max(limit.getAsLong(), request.getAsLong()));
  }
}
