package dev.trimtab.rightsize.rule.cluster;

import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.PodRule;
import dev.trimtab.rightsize.rule.PodSizing;

/// A LimitRange may bound whole pods, too.
public record PodLimitRanges() implements PodRule {
  @Override
  public PodSizing apply(PodSizing pod) {
    var result = pod;
    for (var range : pod.cluster().limitRanges(pod.ref().namespace())) {
      if (range.type().equals("Pod")) {
        for (var measure : Measure.values()) {
          var max = measure.read(range.bounds().get("max." + measure.key()));
          if (max.isPresent()) {
            result =
                Room.within(
                    result,
                    measure,
                    max.getAsLong(),
                    "LimitRange %s allows a pod no more than %s"
                        .formatted(range.name(), measure.words(max.getAsLong())));
          }
        }
      }
    }
    return result;
  }
}
