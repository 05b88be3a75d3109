package dev.trimtab.app.explain;

import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// Amounts of a month of 730 hours, to the cent.
final class Monthly {
  private static final BigDecimal HOURS = new BigDecimal(730);

  private Monthly() {}

  static Money of(Money perHour) {
    return rounded(perHour.times(HOURS));
  }

  static Money rounded(Money month) {
    return new Money(month.currency(), month.amount().setScale(2, RoundingMode.HALF_UP));
  }

  /// `1,234.50`.
  static String figure(Money month) {
    return String.format(Locale.ROOT, "%,.2f", month.amount().setScale(2, RoundingMode.HALF_UP));
  }

  /// `1,234.50 USD`.
  static String amount(Money month) {
    return figure(month) + " " + month.currency().getCurrencyCode();
  }
}
