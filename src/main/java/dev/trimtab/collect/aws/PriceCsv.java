package dev.trimtab.collect.aws;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvFile;
import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.price.InstanceType;
import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.units.Memory;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// One CSV file of prices or types, handed over in batches.
final class PriceCsv {
  private static final double MOST_BAD_ROWS = 0.01;
  private static final int BATCH = 50_000;

  private final CsvFile file;
  private final FactSink sink;

  PriceCsv(String source, Path path, FactSink sink) {
    this.file = new CsvFile(source, path, MOST_BAD_ROWS);
    this.sink = sink;
  }

  private interface Reader<T> {
    T read(CsvRow row) throws BadRow;
  }

  private <T> void read(
      List<String> required, Reader<T> reader, Function<List<T>, Fact.Prices> fact)
      throws SourceUnavailable {
    var batch = new ArrayList<T>();
    file.read(
            required,
            row -> {
              batch.add(reader.read(row));
              if (batch.size() >= BATCH) {
                sink.accept(fact.apply(batch));
                batch.clear();
              }
            })
        .forEach(sink::problem);
    sink.accept(fact.apply(batch));
  }

  void spot() throws SourceUnavailable {
    read(
        List.of("instance_type", "availability_zone", "timestamp", "spot_price"),
        row -> {
          var zone = row.required("availability_zone");
          return new SpotPrice(
              zone.replaceFirst("[a-z]$", ""),
              zone,
              row.required("instance_type"),
              instant(row, "timestamp"),
              price(row, "spot_price"));
        },
        Fact.Prices::ofSpot);
  }

  void onDemand(String day) throws SourceUnavailable {
    read(
        List.of("region", "instance_type", "price_per_hour"),
        row ->
            new OnDemandPrice(
                row.required("region"),
                row.required("instance_type"),
                instant(row, day),
                price(row, "price_per_hour")),
        Fact.Prices::ofOnDemand);
  }

  void types() throws SourceUnavailable {
    read(
        List.of("instance_type", "vcpu", "memory_mib"),
        row -> {
          double pods = row.nonNegative("eni_max_pods");
          return new InstanceType(
              row.required("instance_type"),
              whole(row, "vcpu"),
              Memory.mebi(whole(row, "memory_mib")),
              orZero(row.nonNegative("gpu")),
              row.text("arch") == null ? "amd64" : row.required("arch"),
              Double.isNaN(pods) ? null : (Integer) (int) pods,
              orZero(row.nonNegative("local_storage_gb")));
        },
        Fact.Prices::ofTypes);
  }

  private static int whole(CsvRow row, String column) throws BadRow {
    row.required(column);
    return (int) row.nonNegative(column);
  }

  private static int orZero(double value) {
    return Double.isNaN(value) ? 0 : (int) value;
  }

  private static Money price(CsvRow row, String column) throws BadRow {
    var text = row.required(column);
    try {
      var price = new BigDecimal(text);
      if (price.signum() <= 0) {
        throw new BadRow(
            "unusable " + column, column + " is " + text + ": a price of zero or less is unknown");
      }
      return new Money(Money.USD, price);
    } catch (NumberFormatException e) {
      throw new BadRow("unreadable " + column, column + " is \"" + text + "\"; wanted a decimal");
    }
  }

  /// An instant with `Z` or an offset, or a day.
  private static Instant instant(CsvRow row, String column) throws BadRow {
    var text = row.required(column);
    try {
      return text.length() == "2026-07-20".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new BadRow(
          "unreadable " + column,
          column + " is \"" + text + "\"; wanted such as 2026-11-23T02:15:00Z");
    }
  }
}
