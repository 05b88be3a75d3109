package dev.trimtab.rightsize.rule;

/// One thing that is to be known when a whole pod is sized.
@FunctionalInterface
public interface PodRule {
  PodSizing apply(PodSizing pod);

  /// A rule that looks at one container at a time.
  static PodRule each(SizingRule rule) {
    return pod -> pod.each(draft -> draft.sized(rule.apply(draft.subject(), draft.sizing())));
  }
}
