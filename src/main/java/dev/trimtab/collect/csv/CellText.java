package dev.trimtab.collect.csv;

import java.time.Instant;
import java.time.LocalDate;
import tools.jackson.core.io.NumberInput;

/// Reads numbers and instants from characters in place: a string for each cell would cost more than
/// all the rest.
final class CellText {
  /// No instant of the usual form.
  static final long NOT_PLAIN = Long.MIN_VALUE;

  private static final int SECONDS_PER_DAY = 86_400;
  private static final String PATTERN = "dddd-dd-ddTdd:dd:ddZ";
  private static final double[] TENS = new double[23];

  static {
    TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) {
      TENS[i] = 10 * TENS[i - 1];
    }
  }

  private CellText() {}

  /// The nearest double.
  ///
  /// @throws NumberFormatException when it is none
  static double number(char[] text, int from, int to) {
    long digits = 0;
    int decimals = 0;
    int length = to - from;
    boolean point = false;
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (c >= '0' && c <= '9') {
        digits = 10 * digits + (c - '0');
        decimals += point ? 1 : 0;
      } else if (c == '.' && !point && length > 1) {
        point = true;
      } else {
        return NumberInput.parseDouble(text, from, length, true);
      }
    }
    // up to 15 digits and powers of ten up to 22 are exact doubles, and so is their quotient's
    // rounding
    return length > 0 && length <= 16 && (point || length <= 15)
        ? digits / TENS[decimals]
        : NumberInput.parseDouble(text, from, length, true);
  }

  /// An ISO-8601 instant.
  ///
  /// @throws java.time.DateTimeException when it is none
  static Instant instant(char[] text, int from, int to) {
    if (!isPlain(text, from, to)) {
      return Instant.parse(new String(text, from, to - from));
    }
    int hour = two(text, from + 11);
    int minute = two(text, from + 14);
    int second = two(text, from + 17);
    if (hour > 23 || minute > 59 || second > 59) {
      return Instant.parse(new String(text, from, to - from));
    }
    var day =
        LocalDate.of(
            100 * two(text, from) + two(text, from + 2), two(text, from + 5), two(text, from + 8));
    return Instant.ofEpochSecond(
        day.toEpochDay() * SECONDS_PER_DAY + 3600L * hour + 60L * minute + second);
  }

  /// Unix seconds of the usual form of an instant, `2026-11-23T02:15:00Z`, of a month's first 28
  /// days; [#NOT_PLAIN] for all else, which [#instant] reads.
  static long seconds(char[] text, int from, int to) {
    if (!isPlain(text, from, to)) {
      return NOT_PLAIN;
    }
    int year = 100 * two(text, from) + two(text, from + 2);
    int month = two(text, from + 5);
    int day = two(text, from + 8);
    int hour = two(text, from + 11);
    int minute = two(text, from + 14);
    int second = two(text, from + 17);
    if (month < 1 || month > 12 || day < 1 || day > 28 || hour > 23 || minute > 59 || second > 59) {
      return NOT_PLAIN;
    }
    return epochDay(year, month, day) * SECONDS_PER_DAY + 3600L * hour + 60L * minute + second;
  }

  /// Days since 1970-01-01, counting years from March so that a leap day is a year's last.
  private static long epochDay(int year, int month, int day) {
    long years = month > 2 ? year : year - 1;
    long months = (month + 9L) % 12;
    return 365 * years
        + years / 4
        - years / 100
        + years / 400
        + (153 * months + 2) / 5
        + day
        - 719_469;
  }

  private static boolean isPlain(char[] text, int from, int to) {
    if (to - from != PATTERN.length()) {
      return false;
    }
    for (int i = 0; i < PATTERN.length(); i++) {
      char wanted = PATTERN.charAt(i);
      char c = text[from + i];
      if (wanted == 'd' ? c < '0' || c > '9' : c != wanted) {
        return false;
      }
    }
    return true;
  }

  private static int two(char[] text, int at) {
    return 10 * (text[at] - '0') + (text[at + 1] - '0');
  }
}
