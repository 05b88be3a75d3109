package dev.trimtab.rightsize.tuned;

/// How much a past window says about the next one, by its age.
///
/// Two half-lives: yesterday says most, and what is older must not be forgotten at once. The same
/// day of the week says more than its neighbours.
///
/// @param fast half-life of the first part, days
/// @param slow half-life of the second part, days
/// @param slowShare weight of the second part against the first
/// @param weekly factor for windows a whole number of weeks back
/// @param days back that anything is looked at
public record Weighting(
    String name, double fast, double slow, double slowShare, double weekly, double days) {
  /// Follows the last days.
  static final Weighting RECENT = new Weighting("recent", 0.7, 17, 0.3, 1.1, 14);

  /// Remembers weeks evenly.
  static final Weighting STEADY = new Weighting("steady", 8, 28, 0.3, 1, 28);

  /// Expects what the same day of earlier weeks brought.
  static final Weighting WEEKLY = new Weighting("weekly", 3, 14, 0.3, 6, 28);

  /// The weights of the windows one, two and more back; older ones have none.
  double[] byAge(Span span) {
    var weights = new double[span.in(days)];
    for (int age = 1; age <= weights.length; age++) {
      weights[age - 1] = of(age, span);
    }
    return weights;
  }

  private double of(int age, Span span) {
    double old = age * span.days();
    if (old > days + 1e-9) {
      return 0;
    }
    int week = span.in(7);
    return (Math.pow(2, -old / fast) / fast + slowShare * Math.pow(2, -old / slow) / slow)
        * (age % week == 0 ? weekly : 1);
  }
}
