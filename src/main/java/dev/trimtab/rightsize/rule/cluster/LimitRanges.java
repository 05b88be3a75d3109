package dev.trimtab.rightsize.rule.cluster;

import dev.trimtab.model.cluster.Policies.LimitRange;
import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;

/// A namespace's LimitRange refuses containers that ask for too little or too much, and gives
/// requests to those that state none.
public record LimitRanges() implements SizingRule {
  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var result = sizing;
    for (var range : subject.cluster().limitRanges(subject.namespace())) {
      if (range.type().equals("Container")) {
        for (var measure : Measure.values()) {
          result = bounded(subject, result, range, measure);
        }
      }
    }
    return result;
  }

  private static Sizing bounded(
      SizingCase subject, Sizing sizing, LimitRange range, Measure measure) {
    var given = measure.read(range.bounds().get("defaultRequest." + measure.key()));
    boolean unstated =
        measure.request(subject.current()).isEmpty() && measure.limit(subject.current()).isEmpty();
    var explained =
        given.isPresent() && unstated
            ? sizing.noting(
                "It states no %s request: LimitRange %s gives it %s."
                    .formatted(measure.word(), range.name(), measure.words(given.getAsLong())))
            : sizing;
    var proposed = sizing.request(measure);
    if (proposed.isEmpty()) {
      return explained;
    }
    long wanted = proposed.getAsLong();
    var min = measure.read(range.bounds().get("min." + measure.key()));
    var max = measure.read(range.bounds().get("max." + measure.key()));
    if (max.isPresent() && wanted > max.getAsLong()) {
      return put(explained, range, measure, wanted, max.getAsLong(), "allows no more than");
    }
    return min.isPresent() && wanted < min.getAsLong()
        ? put(explained, range, measure, wanted, min.getAsLong(), "asks for no less than")
        : explained;
  }

  private static Sizing put(
      Sizing sizing, LimitRange range, Measure measure, long wanted, long bound, String verb) {
    var because = "LimitRange %s %s %s".formatted(range.name(), verb, measure.words(bound));
    return sizing
        .request(measure, bound, because)
        .noting(
            "By its use its %s request would be %s, but %s."
                .formatted(measure.word(), measure.words(wanted), because));
  }
}
