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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A bill as a FOCUS CSV file, versions 1.0 to 1.2, or a folder of them.
public final class FocusCsvSource implements Source {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double MOST_BAD_ROWS = 0.01;
  private static final int BATCH = 20_000;
  private static final int ID_BYTES = 16;

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

  /// Loads everything that is there, whatever the window. What pays an LLM provider is told as its
  /// cost report, too.
  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var ai = new AiCharges();
    for (var each : files()) {
      read(each, ai, sink);
    }
    ai.facts(name()).forEach(sink::accept);
    sink.completeThrough(window.end());
  }

  private List<Path> files() throws SourceUnavailable {
    try (var found = Files.walk(file)) {
      return found
          .filter(f -> f.equals(file) || f.toString().matches(".*\\.csv(\\.gz)?"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s: %s".formatted(name(), file, e.getMessage()), e);
    }
  }

  private void read(Path each, AiCharges ai, FactSink sink) throws SourceUnavailable {
    var seen = new HashMap<String, Integer>();
    var batch = new ArrayList<Charge>();
    var problems =
        new CsvFile(name(), each, MOST_BAD_ROWS)
            .readTable(
                List.of(),
                columns -> {
                  FocusColumns.check(name(), each, columns);
                  return row -> {
                    var charge = charge(row, seen);
                    batch.add(charge);
                    ai.add(row, charge);
                    if (batch.size() >= BATCH) {
                      flush(each, batch, sink);
                    }
                  };
                });
    flush(each, batch, sink);
    problems.forEach(sink::problem);
  }

  private static void flush(Path file, List<Charge> batch, FactSink sink) {
    if (!batch.isEmpty()) {
      sink.accept(new Fact.Bill(file.getFileName().toString(), batch));
      batch.clear();
    }
  }

  private static Charge charge(CsvRow row, Map<String, Integer> seen) throws BadRow {
    var currency = currency(row);
    var charged = period(row, "ChargePeriod");
    var billed = FocusCells.decimal(row, "BilledCost");
    var provider = first(row, "ProviderName", "ServiceProviderName", "InvoiceIssuerName");
    var id = digest(provider, row);
    // Equal lines of a bill are lines of their own: the nth is told from the first by its ordinal.
    int ordinal = seen.merge(id, 1, Integer::sum);
    return new Charge(
        id + "-" + ordinal,
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
        new Money(currency, FocusCells.decimalOr(row, "EffectiveCost", billed)),
        new Money(currency, FocusCells.decimalOr(row, "ListCost", billed)),
        new Money(currency, FocusCells.decimalOr(row, "ContractedCost", billed)),
        FocusCells.quantity(row, "ConsumedQuantity"),
        row.textOrEmpty("ConsumedUnit"),
        tags(row));
  }

  private static TimeWindow billingPeriod(CsvRow row, TimeWindow charged) throws BadRow {
    return row.text("BillingPeriodStart") == null || row.text("BillingPeriodEnd") == null
        ? charged
        : period(row, "BillingPeriod");
  }

  private static TimeWindow period(CsvRow row, String name) throws BadRow {
    var start = FocusCells.instant(row, name + "Start");
    var end = FocusCells.instant(row, name + "End");
    if (end.isBefore(start)) {
      throw new BadRow(
          name + " ends before it starts", "%s is %s to %s".formatted(name, start, end));
    }
    return new TimeWindow(start, end);
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

  /// Amounts and quantities are no part of it: a line that is revised keeps its id, and the
  /// revision takes its place.
  private static String digest(String provider, CsvRow row) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      sha.update(provider.getBytes(StandardCharsets.UTF_8));
      for (var column : FocusColumns.IDENTITY) {
        sha.update((byte) 0);
        sha.update(row.textOrEmpty(column).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(sha.digest(), 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
