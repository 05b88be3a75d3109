package dev.trimtab.detect;

import dev.trimtab.detect.rule.Rule;
import dev.trimtab.detect.rule.Sign;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Normal;
import dev.trimtab.model.spend.Alert;
import java.time.Instant;
import java.util.Locale;

/// Since when a rule has been stirring, and what was spent since.
final class Onset {
  private static final double STIRS = 0.1;

  private long since;
  private double spent;
  private double expected;
  private double hours;

  void see(Hour hour, Normal normal, double strength) {
    if (strength < STIRS) {
      since = 0;
      return;
    }
    if (since == 0) {
      since = hour.start();
      spent = 0;
      expected = 0;
      hours = 0;
    }
    spent += hour.cost();
    expected += normal.expected();
    hours += normal.grid().seconds() / 3600.0;
  }

  double expected() {
    return expected;
  }

  Alert alert(String series, Rule rule, Sign sign, long at) {
    return new Alert(
        series,
        Instant.ofEpochSecond(at),
        rule.name(),
        Instant.ofEpochSecond(since),
        1 - Math.pow(0.5, sign.strength()),
        sign.observed(),
        sign.expected(),
        Math.max(0, spent - expected),
        message(series, rule, sign));
  }

  private String message(String series, Rule rule, Sign sign) {
    return String.format(
        Locale.ROOT,
        "%s: %s%s spent in %.0f h since %s, %s an hour where %s is normal. %s.",
        series,
        rule.unit().isEmpty() ? "" : counted(rule, sign),
        money(spent),
        hours,
        Instant.ofEpochSecond(since),
        money(spent / hours),
        money(expected / hours),
        rule.advice());
  }

  private static String counted(Rule rule, Sign sign) {
    return String.format(
        Locale.ROOT,
        "%,.0f %s where %,.0f are normal; ",
        sign.observed(),
        rule.unit(),
        sign.expected());
  }

  private static String money(double amount) {
    return String.format(Locale.ROOT, amount < 10 ? "%.4f" : "%,.2f", amount);
  }

  void keep(Memory memory) {
    since = memory.of(since);
    spent = memory.of(spent);
    expected = memory.of(expected);
    hours = memory.of(hours);
  }
}
