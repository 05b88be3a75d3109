package dev.trimtab.collect.llm.files;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvColumns;
import dev.trimtab.collect.csv.CsvFile;
import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.collect.llm.api.JsonApi;
import dev.trimtab.model.SourceUnavailable;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// Google's billing as CSV: the export to BigQuery with its nested fields made flat
/// (`service.description` or `service_description`), or the cost table of the console. Each row
/// becomes what it is in the export as JSON.
final class GoogleCsv {
  private static final double MOST_BAD_ROWS = 0.01;
  private static final Map<String, String> SIGNS =
      Map.of("$", "USD", "€", "EUR", "£", "GBP", "¥", "JPY");

  private GoogleCsv() {}

  /// Whether a header line is that of a billing export.
  static boolean isHeader(String line) {
    var words = plain(line);
    return words.contains("service_description")
        && words.contains("sku_description")
        && words.contains("usage_start_")
        && words.contains("cost");
  }

  /// `Unrounded cost ($)` is `unrounded_cost`.
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replaceAll("\\(.*?\\)", "")
        .strip()
        .replaceAll("[^a-z0-9,]+", "_");
  }

  static void read(Path file, ExportFile export, Found found) throws SourceUnavailable {
    var google = new GoogleBilling(export, found.exports());
    new CsvFile(found.source(), file, MOST_BAD_ROWS)
        .readTable(
            List.of(),
            columns -> {
              var places = places(columns);
              var sign = sign(columns);
              return row -> add(row, places, sign, google);
            })
        .forEach(found.sink()::problem);
    google.end();
  }

  private static Map<String, Integer> places(CsvColumns columns) {
    var places = new HashMap<String, Integer>();
    for (var name : columns.names()) {
      places.putIfAbsent(plain(name), columns.position(name));
    }
    return places;
  }

  /// The currency in `Cost ($)`, for tables without a column for it.
  private static Optional<String> sign(CsvColumns columns) {
    return columns.names().stream()
        .filter(name -> plain(name).endsWith("cost") && name.contains("("))
        .map(name -> name.replaceFirst("^.*\\((.*)\\).*$", "$1").strip())
        .map(sign -> SIGNS.getOrDefault(sign, sign))
        .findFirst();
  }

  private static void add(
      CsvRow row, Map<String, Integer> places, Optional<String> sign, GoogleBilling google)
      throws BadRow {
    try {
      google.add(object(row, places, sign));
    } catch (DateTimeException | IllegalArgumentException | JacksonException e) {
      throw new BadRow("unreadable row", String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode object(CsvRow row, Map<String, Integer> places, Optional<String> sign) {
    var cells = new Cells(row, places);
    var object = JsonApi.JSON.createObjectNode();
    object.put("billing_account_id", cells.first("billing_account_id"));
    object.putObject("service").put("description", cells.first("service_description"));
    object.putObject("sku").put("description", cells.first("sku_description"));
    object.putObject("project").put("id", cells.first("project_id"));
    object.put("usage_start_time", cells.time("usage_start_time", "usage_start_date", 0));
    object.put("usage_end_time", cells.time("usage_end_time", "usage_end_date", 1));
    object.put("cost", cells.first("unrounded_cost", "cost"));
    var currency = cells.first("currency");
    object.put("currency", currency.isEmpty() ? sign.orElse("") : currency);
    // the console's table tells credits as rows of their own
    var credit = cells.first("credit_type");
    object.put("cost_type", credit.isEmpty() ? type(cells.first("cost_type")) : "credit");
    object.put("export_time", cells.first("export_time"));
    credits(cells, object);
    return object;
  }

  private static String type(String told) {
    return told.toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  private static void credits(Cells cells, ObjectNode into) {
    var list = cells.first("credits");
    if (list.startsWith("[")) {
      into.set("credits", JsonApi.JSON.readTree(list));
      return;
    }
    var amount = list.isEmpty() ? cells.first("credits_amount", "credit_amount") : list;
    if (!amount.isEmpty()) {
      into.putArray("credits")
          .addObject()
          .put("name", cells.first("credits_name", "credit_name"))
          .put("amount", amount);
    }
  }

  private record Cells(CsvRow row, Map<String, Integer> places) {
    String first(String... names) {
      for (var name : names) {
        var text = row.text(places.getOrDefault(name, CsvColumns.MISSING));
        if (text != null) {
          return text.strip();
        }
      }
      return "";
    }

    /// A time, or a day, of which the last is included.
    String time(String time, String date, int daysLater) {
      var told = first(time);
      return told.isEmpty()
          ? LocalDate.parse(first(date)).plusDays(daysLater) + "T00:00:00Z"
          : told;
    }
  }
}
