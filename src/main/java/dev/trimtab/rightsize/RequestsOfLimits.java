package dev.trimtab.rightsize;

import dev.trimtab.model.cluster.Policies.LimitRange;
import dev.trimtab.rightsize.RightsizeSettings.LimitRule;
import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.amount.Quantity;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;

/// A limit that has to let something through takes its request along, where both are to be the same
/// or a LimitRange bounds their ratio.
///
/// Settled before what the cluster allows is looked at: quotas, nodes and autoscalers count
/// requests as they will be.
record RequestsOfLimits(LimitRule cpu, LimitRule memory) implements SizingRule {
  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var result = sizing;
    for (var measure : Measure.values()) {
      result = same(subject, result, measure);
      for (var range : subject.cluster().limitRanges(subject.namespace())) {
        if (range.type().equals("Container")) {
          result = ratio(subject, result, range, measure);
        }
      }
    }
    return result;
  }

  private LimitRule rule(Measure measure) {
    return measure == Measure.CPU ? cpu : memory;
  }

  private Sizing same(SizingCase subject, Sizing sizing, Measure measure) {
    var amount = sizing.of(measure);
    boolean changes =
        amount.request().isPresent()
            && !amount.request().equals(measure.request(subject.current()));
    return rule(measure) == LimitRule.SAME_AS_REQUEST
            && changes
            && amount.request().getAsLong() < amount.leastLimit()
        ? sizing.request(
            measure, amount.leastLimit(), amount.because() + ", and its limit is to be the same")
        : sizing;
  }

  private Sizing ratio(SizingCase subject, Sizing sizing, LimitRange range, Measure measure) {
    var amount = sizing.of(measure);
    var text = range.bounds().getOrDefault("maxLimitRequestRatio." + measure.key(), "");
    double times = Quantity.parse(text).map(Number::doubleValue).orElse(0.0);
    boolean limited =
        measure.limit(subject.current()).isPresent() && rule(measure) == LimitRule.KEEP_RATIO;
    if (!limited || !(times > 0) || amount.request().isEmpty()) {
      return sizing;
    }
    long least = (long) Math.ceil(amount.leastLimit() / times);
    return amount.request().getAsLong() < least
        ? sizing.request(
            measure,
            least,
            "its limit of %s may be no more than %s times the request by LimitRange %s"
                .formatted(measure.words(amount.leastLimit()), text, range.name()))
        : sizing;
  }
}
