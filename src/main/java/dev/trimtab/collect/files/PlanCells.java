package dev.trimtab.collect.files;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvRow;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads cells that a plan's inputs have in common.
final class PlanCells {
  // more than any machine has: a unit was mistaken, or the file is broken
  static final double MOST_CORES = 1e6;
  static final double MOST_BYTES = 1e17;
  static final double MOST_OTHER = 1e9;

  private PlanCells() {}

  /// Null where unknown.
  static @Nullable BigDecimal decimal(CsvRow row, String column, double most) throws BadRow {
    double value = row.nonNegative(column);
    if (Double.isNaN(value)) {
      return null;
    }
    if (value > most) {
      throw new BadRow(
          "unusable " + column,
          column + " is " + row.text(column) + ", more than there can be. Maybe another unit?");
    }
    try {
      return new BigDecimal(row.required(column).strip());
    } catch (NumberFormatException _) {
      return BigDecimal.valueOf(value); // such as a hexadecimal one
    }
  }

  static BigDecimal required(CsvRow row, String column, double most) throws BadRow {
    var value = decimal(row, column, most);
    if (value == null) {
      throw new BadRow("missing " + column, column + " is empty");
    }
    return value;
  }

  static BigDecimal orZero(CsvRow row, String column) throws BadRow {
    var value = decimal(row, column, MOST_OTHER);
    return value == null ? BigDecimal.ZERO : value;
  }

  static int wholeDown(CsvRow row, String column, int otherwise) throws BadRow {
    var value = decimal(row, column, MOST_OTHER);
    return value == null ? otherwise : value.intValue();
  }

  static int whole(CsvRow row, String column) throws BadRow {
    var value = required(row, column, MOST_OTHER);
    if (value.stripTrailingZeros().scale() > 0) {
      throw new BadRow(
          "unusable " + column, column + " is " + row.text(column) + "; wanted a whole number");
    }
    return value.intValue();
  }

  static double share(CsvRow row, String column) throws BadRow {
    double value = row.nonNegative(column);
    if (value > 1) {
      throw new BadRow(
          "unusable " + column,
          column + " is " + row.text(column) + "; wanted a share within 0..1");
    }
    return value;
  }

  static boolean yes(CsvRow row, String column) {
    return switch (row.textOrEmpty(column).strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes" -> true;
      default -> false;
    };
  }

  static String arch(CsvRow row) {
    var arch = row.textOrEmpty("arch").strip();
    return arch.isEmpty() ? "amd64" : arch;
  }
}
