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
    var alone = scaler.cpuContainer();
    double load = 0;
    long asked = alone == null ? pod.now(Measure.CPU) : 0;
    for (var draft : pod.drafts()) {
      var history = draft.subject().history();
      if (alone == null || alone.equals(history.ref().container())) {
        load += PodLoad.cores(history);
        // a target on one container is a share of its request alone
        asked += alone == null ? 0 : draft.now(Measure.CPU);
      }
    }
    double trigger = asked / 1000.0 * scaler.cpuPercent() / 100;
    if (!(load > 0) || !(trigger > 0)) {
      return pod;
    }
    int enough = (int) Math.max(SAFE, Math.ceil(load / trigger));
    if (enough * 2 > scaler.minReplicas()) {
      return pod;
    }
    var note =
        "%s need %.2f cores, for which %d would do at %s %s's target: its minimum of %d replicas may be lowered to %d instead."
            .formatted(
                alone == null
                    ? "All its pods together"
                    : "All its pods' %s containers together".formatted(alone),
                load,
                enough,
                scaler.kind(),
                scaler.name(),
                scaler.minReplicas(),
                enough);
    return pod.each(draft -> draft.sized(draft.sizing().noting(note)));
  }
}
