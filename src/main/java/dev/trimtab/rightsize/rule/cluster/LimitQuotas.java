package dev.trimtab.rightsize.rule.cluster;

import dev.trimtab.model.cluster.Policies.Quota;
import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Draft;
import dev.trimtab.rightsize.rule.PodRule;
import dev.trimtab.rightsize.rule.PodSizing;
import java.util.OptionalLong;

/// A ResourceQuota may bound limits, too. They follow from the requests, so that what does not fit
/// is said, together with what those of the workloads before take. Where it does, pods without a
/// limit are refused: one that is there stays.
public record LimitQuotas(Raises raises) implements PodRule {
  @Override
  public PodSizing apply(PodSizing pod) {
    var result = pod;
    for (var quota : pod.cluster().quotas(pod.ref().namespace())) {
      for (var measure : Measure.values()) {
        var key = "limits." + measure.key();
        var hard = measure.read(quota.hard().get(key));
        if (hard.isPresent()) {
          result = result.each(draft -> limited(draft, measure, quota));
        }
        double more = 0;
        for (var draft : result.drafts()) {
          more += Math.max(0, growth(draft, measure)) * Math.max(1, pod.replicas());
        }
        var before = raises.limits(pod.ref(), measure);
        long left = Math.max(0, hard.orElse(0) - measure.read(quota.used().get(key)).orElse(0));
        if (hard.isPresent() && more > Math.max(0, left - before.amount())) {
          result =
              result.noting(
                  measure,
                  "Its %s limits would grow by %s over %d replicas, but ResourceQuota %s has only %s of %s left%s: raise the quota first."
                      .formatted(
                          measure.word(),
                          measure.words((long) more),
                          pod.replicas(),
                          quota.name(),
                          measure.words(left),
                          measure.words(hard.getAsLong()),
                          before.words(measure)));
        }
      }
    }
    return result;
  }

  private static Draft limited(Draft draft, Measure measure, Quota quota) {
    var now = measure.limit(draft.subject().current());
    var amount = draft.sizing().of(measure);
    if (now.isEmpty() || amount.limit().isPresent()) {
      return draft;
    }
    long limit = Math.max(now.getAsLong(), draft.proposed(measure));
    return draft.sized(
        draft
            .sizing()
            .with(measure, amount.limit(OptionalLong.of(Math.max(limit, amount.leastLimit()))))
            .noting(
                "ResourceQuota %s refuses pods without a %s limit: it has one still."
                    .formatted(quota.name(), measure.word())));
  }

  private static double growth(Draft draft, Measure measure) {
    long now = measure.limit(draft.subject().current()).orElse(0);
    return draft.sizing().request(measure).isEmpty()
        ? 0
        : (double) draft.sizing().of(measure).limit().orElse(0) - now;
  }
}
