package dev.trimtab.rightsize.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Shares in words.
public final class Percent {
  private Percent() {}

  /// A share as a percentage without needless digits: 0.95 is `95`, 0.999 is `99.9`.
  public static String of(double share) {
    return BigDecimal.valueOf(share)
        .movePointRight(2)
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
