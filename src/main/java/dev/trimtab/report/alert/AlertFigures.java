package dev.trimtab.report.alert;

import dev.trimtab.report.Amounts;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Figures as an alert writes them.
final class AlertFigures {
  private static final BigDecimal CENT = new BigDecimal("0.01");

  /// Nobody reads the cents of more on a phone.
  private static final BigDecimal LARGE = new BigDecimal("10000");

  /// Beyond it a factor says no more than "very much".
  private static final BigDecimal MANY = new BigDecimal("1000");

  private static final double WHOLE_PERCENT_FROM = 0.1;

  private AlertFigures() {}

  /// In whole cents, large amounts without them; a part of a cent is not called nothing.
  static String money(Money money) {
    var amount = money.amount();
    if (amount.abs().compareTo(LARGE) >= 0) {
      return money.currency().getCurrencyCode()
          + " "
          + Amounts.count(amount.setScale(0, RoundingMode.HALF_UP).longValue());
    }
    return amount.signum() > 0 && amount.compareTo(CENT) < 0
        ? "under " + Amounts.text(new Money(money.currency(), CENT))
        : Amounts.text(money);
  }

  /// A rate and what it usually is: `USD 96.00 an hour, normally USD 8.00 (12 times as much)`.
  static String rate(Money rate, Money normal) {
    if (normal.signum() <= 0) {
      return money(rate) + " an hour, normally nothing";
    }
    return money(rate) + " an hour, normally " + money(normal) + times(rate, normal);
  }

  /// A share: `3.4%`, from a tenth on without decimals.
  static String percent(double share) {
    return BigDecimal.valueOf(share)
            .movePointRight(2)
            .setScale(share < WHOLE_PERCENT_FROM && share > 0 ? 1 : 0, RoundingMode.HALF_UP)
            .toPlainString()
        + "%";
  }

  /// A count, to the whole.
  static String count(double count) {
    return Amounts.count(Math.round(count));
  }

  private static String times(Money rate, Money normal) {
    var times = rate.amount().divide(normal.amount(), 1, RoundingMode.HALF_UP);
    if (times.compareTo(MANY) >= 0) {
      return " (over 1,000 times as much)";
    }
    var shown =
        times.compareTo(BigDecimal.TEN) >= 0 ? times.setScale(0, RoundingMode.HALF_UP) : times;
    return times.compareTo(new BigDecimal("1.1")) < 0
        ? ""
        : " (" + shown.toPlainString() + " times as much)";
  }
}
