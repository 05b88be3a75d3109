package dev.trimtab.place.spot;

import java.util.Optional;

/// Its owner knows best: `trimtab.dev/spot: forbidden` keeps it off spot, `allowed` overrules all
/// rules.
record AnnotationRule() implements SpotRule {
  @Override
  public Optional<Objection> objection(SpotCase subject) {
    return SpotAnnotation.of(subject.workload())
        .filter(value -> !value.equals(SpotAnnotation.ALLOWED))
        .map(value ->
            new Objection.Never(
                value.equals(SpotAnnotation.FORBIDDEN)
                    ? "Its annotation %s forbids it.".formatted(SpotAnnotation.KEY)
                    : "Its annotation %s is \"%s\", which is neither allowed nor forbidden: taken as forbidden."
                        .formatted(SpotAnnotation.KEY, value)));
  }
}
