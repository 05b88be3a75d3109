package dev.trimtab.collect.billing;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvFile;
import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cost.Charge;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A bill as a FOCUS CSV file, versions 1.0 to 1.2.
public final class FocusCsvSource implements Source {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double MOST_BAD_ROWS = 0.01;
  private static final int BATCH = 20_000;
  private static final int ID_BYTES = 16;

  /// FOCUS columns without which a line has no meaning; all versions have them.
  private static final List<String> REQUIRED =
      List.of(
          "BilledCost",
          "BillingCurrency",
          "ChargePeriodStart",
          "ChargePeriodEnd",
          "ChargeCategory");

  private final Path file;

  public FocusCsvSource(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "focus/" + file.getFileName();
  }

  @Override
  public Reach reach() {
    return new Reach(Duration.ZERO, Duration.ZERO);
  }

  /// Loads the whole file, whatever the window.
  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var seen = new HashMap<String, Integer>();
    var batch = new ArrayList<Charge>();
    var problems =
        new CsvFile(name(), file, MOST_BAD_ROWS)
            .read(
                REQUIRED,
                row -> {
                  batch.add(charge(row, seen));
                  if (batch.size() >= BATCH) {
                    flush(batch, sink);
                  }
                });
    flush(batch, sink);
    problems.forEach(sink::problem);
    sink.completeThrough(window.end());
  }

  private void flush(List<Charge> batch, FactSink sink) {
    if (!batch.isEmpty()) {
      sink.accept(new Fact.Bill(file.getFileName().toString(), batch));
      batch.clear();
    }
  }

  private static Charge charge(CsvRow row, Map<String, Integer> seen) throws BadRow {
    var currency = currency(row);
    var charged =
        new TimeWindow(instant(row, "ChargePeriodStart"), instant(row, "ChargePeriodEnd"));
    var billed = decimal(row, "BilledCost");
    var provider = first(row, "ProviderName", "Provider", "ServiceProviderName");
    var digest =
        digest(
            provider,
            row.textOrEmpty("BillingAccountId"),
            row.textOrEmpty("SubAccountId"),
            charged.toString(),
            row.textOrEmpty("ChargeCategory"),
            row.textOrEmpty("ChargeDescription"),
            row.textOrEmpty("ServiceName"),
            row.textOrEmpty("SkuId"),
            row.textOrEmpty("SkuPriceId"),
            row.textOrEmpty("ResourceId"),
            row.textOrEmpty("RegionId"),
            row.textOrEmpty("InvoiceId"),
            row.textOrEmpty("Tags"),
            row.textOrEmpty("ConsumedQuantity"),
            row.textOrEmpty("PricingQuantity"),
            billed.toPlainString(),
            row.textOrEmpty("EffectiveCost"));
    // Equal lines of a bill are lines of their own: the nth is told from the first by its ordinal.
    int ordinal = seen.merge(digest, 1, Integer::sum);
    return new Charge(
        digest + "-" + ordinal,
        provider,
        row.textOrEmpty("BillingAccountId"),
        billingPeriod(row, charged),
        charged,
        row.textOrEmpty("ChargeCategory"),
        row.textOrEmpty("ChargeDescription"),
        row.textOrEmpty("ServiceCategory"),
        row.textOrEmpty("ServiceName"),
        row.textOrEmpty("SkuId"),
        row.textOrEmpty("RegionId"),
        row.textOrEmpty("AvailabilityZone"),
        row.textOrEmpty("ResourceId"),
        row.textOrEmpty("InvoiceId"),
        new Money(currency, billed),
        new Money(currency, decimalOr(row, "EffectiveCost", billed)),
        new Money(currency, decimalOr(row, "ListCost", billed)),
        new Money(currency, decimalOr(row, "ContractedCost", billed)),
        row.text("ConsumedQuantity") == null ? null : decimal(row, "ConsumedQuantity"),
        row.textOrEmpty("ConsumedUnit"),
        tags(row));
  }

  private static TimeWindow billingPeriod(CsvRow row, TimeWindow charged) throws BadRow {
    return row.text("BillingPeriodStart") == null || row.text("BillingPeriodEnd") == null
        ? charged
        : new TimeWindow(instant(row, "BillingPeriodStart"), instant(row, "BillingPeriodEnd"));
  }

  private static String first(CsvRow row, String... columns) {
    for (var column : columns) {
      if (row.text(column) != null) {
        return row.textOrEmpty(column);
      }
    }
    return "";
  }

  private static Currency currency(CsvRow row) throws BadRow {
    var code = row.required("BillingCurrency");
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException e) {
      throw new BadRow(
          "unknown BillingCurrency", "BillingCurrency is \"" + code + "\"; wanted such as USD");
    }
  }

  private static BigDecimal decimalOr(CsvRow row, String column, BigDecimal otherwise)
      throws BadRow {
    return row.text(column) == null ? otherwise : decimal(row, column);
  }

  private static BigDecimal decimal(CsvRow row, String column) throws BadRow {
    var text = row.required(column);
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new BadRow("unreadable " + column, column + " is \"" + text + "\"; wanted a decimal");
    }
  }

  /// ISO-8601, with a space for the `T`, with `UTC` for the `Z`, or a day alone.
  static Instant instant(CsvRow row, String column) throws BadRow {
    var text = row.required(column).strip();
    var iso = text.replace(" UTC", "Z").replace(' ', 'T');
    try {
      if (iso.length() == "2024-09-01".length()) {
        return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      return iso.endsWith("Z") || iso.matches(".*[+-]\\d\\d:\\d\\d$")
          ? Instant.parse(iso)
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new BadRow(
          "unreadable " + column,
          column + " is \"" + text + "\"; wanted such as 2026-11-23T00:00:00Z");
    }
  }

  private static Map<String, String> tags(CsvRow row) {
    var text = row.textOrEmpty("Tags");
    if (text.isEmpty()) {
      return Map.of();
    }
    try {
      var found = JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
      var tags = new HashMap<String, String>();
      found.forEach((key, value) -> tags.put(key, String.valueOf(value)));
      return tags;
    } catch (JacksonException e) {
      return Map.of(
          "unreadable", text); // a bill's line is worth keeping whatever its tags look like
    }
  }

  private static String digest(String... parts) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        sha.update(part.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha.digest(), 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
