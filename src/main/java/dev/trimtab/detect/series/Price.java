package dev.trimtab.detect.series;

/// What a token costs in a series, so that a dearer model is not taken for more use.
final class Price {
  private static final double SLOWNESS = 1.0 / (24 * 7);
  private static final double FIRST = 1.0 / 24;

  /// A price beyond this times the usual one is no change of model.
  private static final double MOST = 3;

  /// Within this, a mix of input and output explains it.
  private static final double LEAST = 1.1;

  private double usual = Double.NaN;
  private int seen;

  /// How much of the cost is by a higher price, as a factor from 1.
  double factor(Hour hour) {
    double now = hour.cost() / hour.volume();
    if (!(hour.volume() > 0) || !(now > 0) || !(usual > 0)) {
      return 1;
    }
    double factor = now / usual;
    return factor < LEAST ? 1 : Math.min(factor, MOST);
  }

  void learn(Hour hour) {
    double now = hour.cost() / hour.volume();
    if (hour.volume() > 0 && now > 0) {
      seen++;
      usual =
          usual > 0
              ? usual
                  * Math.exp(
                      Math.max(1.0 / seen, seen < 24 ? FIRST : SLOWNESS) * Math.log(now / usual))
              : now;
    }
  }

  void accept(Hour hour) {
    double now = hour.cost() / hour.volume();
    usual = hour.volume() > 0 && now > 0 ? now : usual;
  }

  void keep(Memory memory) {
    usual = memory.of(usual);
    seen = memory.of(seen);
  }
}
