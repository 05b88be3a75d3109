package dev.trimtab.collect.billing;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvRow;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Cells as they are written in FOCUS files, which is in more than one way.
final class FocusCells {
  /// Spreadsheets rewrite dates like this; the specification's own examples have been through one.
  private static final DateTimeFormatter SPREADSHEET =
      DateTimeFormatter.ofPattern("M/d/yy", Locale.ROOT);

  private FocusCells() {}

  /// An exact decimal; `1E-7` and `$50,000.00` are read too.
  ///
  /// @throws BadRow when it is unknown or unreadable
  static BigDecimal decimal(CsvRow row, String column) throws BadRow {
    var text = row.required(column);
    var plain = text.strip();
    if (plain.matches("-?\\$?\\d{1,3}(,\\d{3})*(\\.\\d+)?")) {
      plain = plain.replace("$", "").replace(",", "");
    }
    try {
      return new BigDecimal(plain);
    } catch (NumberFormatException e) {
      throw new BadRow("unreadable " + column, column + " is \"" + text + "\"; wanted a decimal");
    }
  }

  static BigDecimal decimalOr(CsvRow row, String column, BigDecimal otherwise) throws BadRow {
    return row.text(column) == null ? otherwise : decimal(row, column);
  }

  /// A decimal, null where it is unknown; some write `null` in small letters.
  static @Nullable BigDecimal quantity(CsvRow row, String column) throws BadRow {
    var text = row.text(column);
    return text == null || text.equals("null") ? null : decimal(row, column);
  }

  /// ISO-8601, with a space for the `T`, with ` UTC` for the `Z` or none, or a day alone; UTC.
  ///
  /// @throws BadRow when it is unknown or unreadable
  static Instant instant(CsvRow row, String column) throws BadRow {
    var text = row.required(column);
    try {
      return instant(text.strip().replace(" UTC", "Z").replace(' ', 'T'));
    } catch (DateTimeException e) {
      throw new BadRow(
          "unreadable " + column,
          column + " is \"" + text + "\"; wanted such as 2026-11-23T00:00:00Z");
    }
  }

  private static Instant instant(String iso) {
    if (iso.indexOf('T') < 0) {
      var day = iso.indexOf('/') < 0 ? LocalDate.parse(iso) : LocalDate.parse(iso, SPREADSHEET);
      return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    return iso.endsWith("Z") || iso.matches(".*[+-]\\d\\d:\\d\\d$")
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }
}
