package dev.trimtab.demo.llm;

import dev.trimtab.demo.seed.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;

/// The one line in a provider's costs that no usage explains, so that reconciliation has a
/// difference to show.
final class Credit {
  static final String PROJECT = "proj_search9W";
  static final String LINE_ITEM = "promotional credit";
  static final BigDecimal AMOUNT = new BigDecimal("-25.00");

  private static final int DAYS_AGO = 3;

  private Credit() {}

  /// Whether the day that starts then carries the credit.
  static boolean falls(Instant day, Period period) {
    var credited = period.date().minusDays(DAYS_AGO);
    return day.equals(credited.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
