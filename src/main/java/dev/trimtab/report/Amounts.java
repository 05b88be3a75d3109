package dev.trimtab.report;

import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Figures as a mail and a command line write them: `USD 1,234.50`, always in English and UTC.
public final class Amounts {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Amounts() {}

  /// In whole cents, half up.
  public static String text(Money money) {
    return money.currency().getCurrencyCode() + " " + digits(money.amount(), "#,##0.00");
  }

  /// With a sign even where it is positive.
  public static String change(Money money) {
    return money.currency().getCurrencyCode() + " " + digits(money.amount(), "+#,##0.00;-#,##0.00");
  }

  public static String count(long count) {
    return digits(BigDecimal.valueOf(count), "#,##0");
  }

  /// A share of 0..1, such as `3.4%`.
  public static String percent(BigDecimal share) {
    return digits(share.movePointRight(2), "0.0") + "%";
  }

  public static String minute(Instant instant) {
    return MINUTES.format(instant);
  }

  private static String digits(BigDecimal amount, String pattern) {
    var format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    // rounded before: DecimalFormat writes what rounds to nothing as -0.00
    return format.format(amount.setScale(format.getMaximumFractionDigits(), RoundingMode.HALF_UP));
  }
}
