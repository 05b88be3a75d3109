package dev.trimtab.rightsize.rule.cluster;

import dev.trimtab.model.cluster.Policies.Quota;
import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.PodRule;
import dev.trimtab.rightsize.rule.PodSizing;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A ResourceQuota bounds what a namespace asks for: increases on all replicas go no further than
/// what is left, those of the workloads before included. A decrease always fits, and makes no room:
/// it may be applied later, or never.
public record Quotas(Raises raises) implements PodRule {
  @Override
  public PodSizing apply(PodSizing pod) {
    var result = pod;
    for (var quota : pod.cluster().quotas(pod.ref().namespace())) {
      for (var measure : Measure.values()) {
        result = within(result, quota, measure);
      }
    }
    return result;
  }

  private PodSizing within(PodSizing pod, Quota quota, Measure measure) {
    var hard = amount(quota.hard(), measure);
    if (hard.isEmpty()) {
      return pod;
    }
    int replicas = Math.max(1, pod.replicas());
    long left = Math.max(0, hard.getAsLong() - amount(quota.used(), measure).orElse(0));
    var before = raises.requests(pod.ref(), measure);
    return Room.raises(
        pod,
        measure,
        Math.max(0, left - before.amount()) / replicas,
        "ResourceQuota %s has %s of %s left for the whole namespace%s, and it has %d replicas"
            .formatted(
                quota.name(),
                measure.words(left),
                measure.words(hard.getAsLong()),
                before.words(measure),
                replicas));
  }

  /// `requests.cpu`, or `cpu`, which means the same.
  private static OptionalLong amount(Map<String, String> amounts, Measure measure) {
    @Nullable String text = amounts.get("requests." + measure.key());
    return measure.read(text == null ? amounts.get(measure.key()) : text);
  }
}
