package dev.trimtab.collect.llm.files;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvFile;
import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/// Azure's cost export (actual cost, of an enterprise or a customer agreement): the lines that are
/// about OpenAI.
final class AzureCostCsv {
  private static final double MOST_BAD_ROWS = 0.01;
  private static final DateTimeFormatter AMERICAN =
      DateTimeFormatter.ofPattern("MM/dd/uuuu", Locale.ROOT);

  private AzureCostCsv() {}

  /// Whether a header line is that of a cost export.
  static boolean isHeader(String line) {
    return line.toLowerCase(Locale.ROOT).contains("costinbillingcurrency");
  }

  static void read(Path file, ExportFile export, Found found) throws SourceUnavailable {
    var costs = new ArrayList<ProviderCost>();
    new CsvFile(found.source(), file, MOST_BAD_ROWS)
        .read(List.of(), row -> add(row, costs))
        .forEach(found.sink()::problem);
    found.exports().add(export, costs);
  }

  private static void add(CsvRow row, List<ProviderCost> into) throws BadRow {
    var resource = first(row, "ResourceId", "resourceId", "InstanceName");
    var item =
        first(row, "MeterSubCategory", "meterSubCategory", "meterSubCategoryName")
            + ", "
            + first(row, "MeterName", "meterName");
    var all = item + " " + first(row, "ProductName", "productName", "Product");
    if (!all.toLowerCase(Locale.ROOT).contains("openai")) {
      return;
    }
    var money = money(row);
    into.add(
        new ProviderCost(
            LlmProvider.AZURE_OPENAI,
            // Azure writes a name now as it was given, now in capitals: it means the same
            first(row, "SubscriptionId", "subscriptionId").toLowerCase(Locale.ROOT),
            resource.substring(resource.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT),
            item,
            money.signum() < 0 ? ProviderCost.CREDIT : ProviderCost.USAGE,
            day(first(row, "Date", "date", "UsageDateTime")),
            money,
            money));
  }

  private static Money money(CsvRow row) throws BadRow {
    var amount = first(row, "CostInBillingCurrency", "costInBillingCurrency");
    var code = first(row, "BillingCurrencyCode", "billingCurrency", "BillingCurrency");
    try {
      return new Money(Currency.getInstance(code), new BigDecimal(amount.strip()));
    } catch (IllegalArgumentException e) {
      throw new BadRow("unreadable cost", "cost is \"%s\" in \"%s\"".formatted(amount, code));
    }
  }

  private static TimeWindow day(String text) throws BadRow {
    try {
      var day =
          text.contains("/")
              ? LocalDate.parse(text, AMERICAN)
              : LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
      var start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
      return new TimeWindow(start, start.plus(Duration.ofDays(1)));
    } catch (DateTimeParseException e) {
      throw new BadRow("unreadable date", "date is \"" + text + "\"");
    }
  }

  /// The first of a column's names in the several versions of the export.
  private static String first(CsvRow row, String... names) {
    for (var name : names) {
      var text = row.text(name);
      if (text != null) {
        return text;
      }
    }
    return "";
  }
}
