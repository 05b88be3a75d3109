package dev.trimtab.rightsize.tuned;

/// Keeps a request while a lower one is not worth a rollout. A higher one never waits: what is
/// missing hurts at once.
final class Steady {
  private static final double DOWN = 0.92;

  private double inForce = Double.NaN;

  double next(double wanted) {
    if (Double.isNaN(wanted)) {
      return inForce;
    }
    if (!(wanted <= inForce && wanted >= DOWN * inForce)) {
      inForce = wanted;
    }
    return inForce;
  }
}
