package dev.trimtab.rightsize.tuned;

/// Keeps a request while a new one is not worth a rollout: small changes wait, and going down asks
/// for more than going up.
final class Steady {
  private static final double UP = 1.10;
  private static final double DOWN = 0.85;

  private double inForce = Double.NaN;

  double next(double wanted) {
    if (Double.isNaN(wanted)) {
      return inForce;
    }
    if (!(wanted <= UP * inForce && wanted >= DOWN * inForce)) {
      inForce = wanted;
    }
    return inForce;
  }
}
