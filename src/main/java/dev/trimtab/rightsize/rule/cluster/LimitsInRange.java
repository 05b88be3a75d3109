package dev.trimtab.rightsize.rule.cluster;

import dev.trimtab.model.cluster.Policies.LimitRange;
import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.amount.Quantity;
import dev.trimtab.rightsize.rule.Amount;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/// What a LimitRange says of limits: no more than a maximum, no more than so many times the
/// request, and a default where none is set, which must not be below the request.
public record LimitsInRange() implements SizingRule {
  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var result = sizing;
    for (var range : subject.cluster().limitRanges(subject.namespace())) {
      if (range.type().equals("Container")) {
        for (var measure : Measure.values()) {
          if (result.request(measure).isPresent()) {
            result = bounded(result, range, measure);
          }
        }
      }
    }
    return result;
  }

  private static Sizing bounded(Sizing sizing, LimitRange range, Measure measure) {
    var amount = sizing.of(measure);
    long request = amount.request().orElseThrow();
    var max = bound(range, measure, "max");
    if (amount.limit().isEmpty()) {
      var given = bound(range, measure, "default");
      var later = given.isPresent() ? given : max;
      return later.isPresent() && later.getAsLong() < request
          ? sizing
              .with(measure, amount.limit(amount.request()))
              .noting(
                  "Without a %s limit LimitRange %s would give it %s, less than its request: the limit is stated."
                      .formatted(measure.word(), range.name(), measure.words(later.getAsLong())))
          : sizing;
    }
    long limit = amount.limit().getAsLong();
    if (max.isPresent() && limit > max.getAsLong()) {
      limit = Math.max(request, max.getAsLong());
      sizing =
          sizing
              .with(measure, amount.limit(OptionalLong.of(limit)))
              .noting(
                  "LimitRange %s allows no %s limit above %s."
                      .formatted(range.name(), measure.word(), measure.words(max.getAsLong())));
    }
    return ratio(sizing, sizing.of(measure), range, measure, limit);
  }

  private static Sizing ratio(
      Sizing sizing, Amount amount, LimitRange range, Measure measure, long limit) {
    var text = range.bounds().get("maxLimitRequestRatio." + measure.key());
    var ratio = text == null ? Optional.<BigDecimal>empty() : Quantity.parse(text);
    if (ratio.isEmpty() || ratio.get().signum() <= 0) {
      return sizing;
    }
    double times = ratio.get().doubleValue();
    long request = amount.request().orElseThrow();
    if (limit <= request * times) {
      return sizing;
    }
    long lower = (long) Math.floor(request * times);
    var noted =
        sizing
            .with(measure, amount.limit(OptionalLong.of(lower)))
            .noting(
                "LimitRange %s allows a %s limit of no more than %s times the request."
                    .formatted(range.name(), measure.word(), text));
    // the request went along as far as its owner and the cluster let it
    return lower >= amount.leastLimit()
        ? noted
        : noted.noting(
            "That is less than the %s that it has to let through: raise its request first."
                .formatted(measure.words(amount.leastLimit())));
  }

  private static OptionalLong bound(LimitRange range, Measure measure, String what) {
    return measure.read(range.bounds().get(what + "." + measure.key()));
  }
}
