package dev.trimtab.rightsize.rule.cluster;

import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.PodLoad;
import dev.trimtab.rightsize.rule.PodRule;
import dev.trimtab.rightsize.rule.PodSizing;

/// With an autoscaler the alternative to smaller requests is fewer replicas: says so where its
/// minimum is far above what the load needs.
public record FewerReplicas() implements PodRule {
  private static final int SAFE = 2;

  @Override
  public PodSizing apply(PodSizing pod) {
    var scaler = pod.workload() == null ? null : pod.workload().autoscaler();
    if (scaler == null || scaler.cpuPercent() == null || scaler.cpuPercent() <= 0) {
      return pod;
    }
    double load = 0;
    for (var draft : pod.drafts()) {
      load += PodLoad.cores(draft.subject().history());
    }
    double trigger = pod.now(Measure.CPU) / 1000.0 * scaler.cpuPercent() / 100;
    if (!(load > 0) || !(trigger > 0)) {
      return pod;
    }
    int enough = (int) Math.max(SAFE, Math.ceil(load / trigger));
    if (enough * 2 > scaler.minReplicas()) {
      return pod;
    }
    var note =
        "All its pods together need %.2f cores, for which %d would do at %s %s's target: its minimum of %d replicas may be lowered to %d instead."
            .formatted(load, enough, scaler.kind(), scaler.name(), scaler.minReplicas(), enough);
    return pod.each(draft -> draft.sized(draft.sizing().noting(note)));
  }
}
