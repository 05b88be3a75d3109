package dev.trimtab.detect.rule;

/// What a rule says of a step.
///
/// @param strength its statistic over its threshold: 1 and above is worth a call
/// @param observed what it looks at
/// @param expected the same, had all been normal
public record Sign(double strength, double observed, double expected) {
  /// Nothing is odd.
  public static final Sign NONE = new Sign(0, 0, 0);

  public boolean calls() {
    return strength >= 1;
  }
}
