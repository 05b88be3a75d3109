package dev.trimtab.rightsize.rule.cluster;

import dev.trimtab.model.cluster.Workload.Autoscaler;
import dev.trimtab.model.finding.AutoscalerChange;
import dev.trimtab.model.finding.AutoscalerChange.Target;
import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.PodRule;
import dev.trimtab.rightsize.rule.PodSizing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An autoscaler that watches utilisation scales at a share of the pod's requests: another request
/// moves that point by accident, so that the target goes along. Where the target would have to
/// leave what makes sense, requests go only as far as keeps it inside.
///
/// Of a KEDA ScaledObject the trigger is changed, never the HPA that KEDA makes of it.
public record Autoscaling() implements PodRule {
  private static final int LOWEST = 10;
  private static final int HIGHEST = 95;

  @Override
  public PodSizing apply(PodSizing pod) {
    var scaler = pod.workload() == null ? null : pod.workload().autoscaler();
    if (scaler == null) {
      return pod;
    }
    var result = pod;
    for (var measure : Measure.values()) {
      var percent = measure == Measure.CPU ? scaler.cpuPercent() : scaler.memoryPercent();
      if (percent != null && percent > 0) {
        var container = container(scaler, measure);
        result =
            container == null
                ? together(result, scaler, measure, percent)
                : alone(result, container, scaler, measure, percent);
      }
    }
    return result;
  }

  private static @Nullable String container(Autoscaler scaler, Measure measure) {
    return measure == Measure.CPU ? scaler.cpuContainer() : scaler.memoryContainer();
  }

  /// A share of one container's request: the others may change as they like.
  private static PodSizing alone(
      PodSizing pod, String container, Autoscaler scaler, Measure measure, int percent) {
    var result = pod;
    for (var draft : pod.drafts()) {
      if (draft.subject().history().ref().container().equals(container)) {
        var only =
            new PodSizing(
                pod.ref(),
                pod.workload(),
                pod.cluster(),
                pod.replicas(),
                List.of(draft),
                List.of(),
                pod.autoscaler());
        var moved = together(only, scaler, measure, percent);
        var sized = moved.drafts().getFirst();
        result = result.each(each -> each.equals(draft) ? sized : each);
        var change = moved.autoscaler();
        result = change == null ? result : result.with(change);
      }
    }
    return result;
  }

  private static PodSizing together(
      PodSizing pod, Autoscaler scaler, Measure measure, int percent) {
    long now = pod.now(measure);
    if (now <= 0) {
      return pod.noting(
          measure,
          "%s %s scales on %s utilisation, which needs a request: with one it begins to scale at %d%% of it."
              .formatted(scaler.kind(), scaler.name(), measure.word(), percent));
    }
    var moved = inside(pod, scaler, measure, percent, now);
    long next = moved.proposed(measure);
    if (next == now) {
      return moved;
    }
    int target = Math.clamp(Math.round((double) percent * now / Math.max(1, next)), 1, 1000);
    var noted = moved.noting(measure, words(scaler, measure, percent, target, now, next));
    return target == percent ? noted : noted.with(change(noted, scaler, measure, percent, target));
  }

  /// A target that is outside already may stay where it is.
  private static PodSizing inside(
      PodSizing pod, Autoscaler scaler, Measure measure, int percent, long now) {
    long proposed = pod.proposed(measure);
    int highest = Math.max(HIGHEST, percent);
    int lowest = Math.min(LOWEST, percent);
    double target = (double) percent * now / Math.max(1, proposed);
    if (proposed == now || (target <= highest && target >= lowest)) {
      return pod;
    }
    int bound = target > highest ? highest : lowest;
    double allowed = (double) percent * now / bound;
    return Room.partly(
        pod,
        measure,
        (allowed - now) / ((double) proposed - now),
        "%s %s would need a %s target of %.0f%% to go on scaling at the same use, and %d%% is as far as it goes"
            .formatted(scaler.kind(), scaler.name(), measure.word(), target, bound));
  }

  private static String words(
      Autoscaler scaler, Measure measure, int percent, int target, long now, long next) {
    long trigger = Math.round(now * (percent / 100.0));
    var where =
        scaler.kind().equals("ScaledObject")
            ? "the %s trigger of ScaledObject %s (not the HPA that KEDA owns)"
                .formatted(measure.key(), scaler.name())
            : "the %s target%s of %s %s"
                .formatted(measure.word(), on(scaler, measure), scaler.kind(), scaler.name());
    return target == percent
        ? "It is scaled on %s at about %s a pod: %s stays at %d%%."
            .formatted(measure.word(), measure.words(trigger), where, percent)
        : "It is scaled on %s at about %s a pod, whatever its request: as a pod asks for %s instead of %s, %s has to go from %d%% to %d%% with it."
            .formatted(
                measure.word(),
                measure.words(trigger),
                measure.words(next),
                measure.words(now),
                where,
                percent,
                target);
  }

  private static String on(Autoscaler scaler, Measure measure) {
    var container = container(scaler, measure);
    return container == null ? "" : " on container %s alone".formatted(container);
  }

  private static AutoscalerChange change(
      PodSizing pod, Autoscaler scaler, Measure measure, int percent, int target) {
    var before = pod.autoscaler();
    var change = new Target(percent, target, container(scaler, measure));
    @Nullable Target cpu = before == null ? null : before.cpu();
    @Nullable Target memory = before == null ? null : before.memory();
    return new AutoscalerChange(
        scaler.kind(),
        scaler.name(),
        measure == Measure.CPU ? change : cpu,
        measure == Measure.MEMORY ? change : memory);
  }
}
