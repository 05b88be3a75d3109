package dev.trimtab.app.command;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.trimtab.model.spend.Alert;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/// Writes alerts.csv as docs/formats.md has it.
final class AlertsCsv {
  private static final MathContext DIGITS = new MathContext(9);

  private AlertsCsv() {}

  static void write(Path file, List<Alert> alerts) throws IOException {
    try (var csv = CsvWriter.builder().build(open(file))) {
      csv.writeRecord(
          "series",
          "at",
          "rule",
          "first_at",
          "score",
          "observed",
          "expected",
          "excess_cost",
          "message");
      for (var alert : alerts) {
        csv.writeRecord(
            alert.series(),
            alert.at().toString(),
            alert.rule(),
            alert.firstAt().toString(),
            String.format(Locale.ROOT, "%.4f", alert.score()),
            number(alert.observed()),
            number(alert.expected()),
            number(alert.excessCost()),
            alert.message());
      }
    }
  }

  /// A text file, gzip by its ending.
  static Writer open(Path file) throws IOException {
    var raw = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    return new OutputStreamWriter(
        file.toString().endsWith(".gz") ? new GZIPOutputStream(raw, 1 << 16) : raw,
        StandardCharsets.UTF_8);
  }

  private static String number(double value) {
    return new BigDecimal(value, DIGITS).stripTrailingZeros().toPlainString();
  }
}
