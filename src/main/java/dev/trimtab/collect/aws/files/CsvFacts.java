package dev.trimtab.collect.aws.files;

import dev.trimtab.collect.aws.facts.PriceBatch;
import dev.trimtab.collect.aws.facts.PriceText;
import dev.trimtab.collect.aws.facts.TypeFilter;
import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.model.price.InstanceType;
import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.units.Memory;
import dev.trimtab.units.Money;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads rows of the price and type tables.
final class CsvFacts {
  private final TypeFilter filter;
  private final PriceBatch batch;
  private final Map<String, Integer> podLimits = new HashMap<>();

  CsvFacts(TypeFilter filter, PriceBatch batch) {
    this.filter = filter;
    this.batch = batch;
  }

  /// `instance_type, availability_zone, timestamp, spot_price`, perhaps `availability_zone_id`.
  void spot(CsvRow row) throws BadRow {
    var type = row.required("instance_type");
    var zone = row.required("availability_zone");
    var region = zone.replaceFirst("[a-z]$", "");
    var price = price(row, "spot_price", PriceText.currencyOf(region));
    var id = row.text("availability_zone_id");
    if (filter.matches(type)) {
      batch.add(
          new SpotPrice(
              region.intern(),
              zone.intern(),
              id == null ? "" : id.intern(),
              type.intern(),
              row.instant("timestamp"),
              price));
    }
  }

  /// `region, instance_type, price_per_hour` and either `generated_at` or `commit_date`.
  void onDemand(CsvRow row) throws BadRow {
    var type = row.required("instance_type");
    var region = row.required("region");
    var from =
        row.text("generated_at") == null ? day(row, "commit_date") : row.instant("generated_at");
    var price = price(row, "price_per_hour", currency(row, region));
    if (filter.matches(type)) {
      batch.add(new OnDemandPrice(region, type, from, price));
    }
  }

  /// `instance_type, eni_limited_max_pods`, read before the types: they have no limits of their
  /// own.
  void podLimit(CsvRow row) throws BadRow {
    podLimits.put(row.required("instance_type"), whole(row, "eni_limited_max_pods"));
  }

  /// `instance_type, vcpu, memory_mib, gpu, arch`, perhaps `eni_max_pods` and `local_storage_gb`.
  void type(CsvRow row) throws BadRow {
    var name = row.required("instance_type");
    var arch = row.required("arch");
    if (!arch.equals("amd64") && !arch.equals("arm64")) {
      throw new BadRow("unknown arch", "arch is \"" + arch + "\"; wanted amd64 or arm64");
    }
    if (!filter.matches(name)) {
      return;
    }
    batch.add(
        new InstanceType(
            name,
            whole(row, "vcpu"),
            Memory.mebi(whole(row, "memory_mib")),
            row.text("gpu") == null ? 0 : whole(row, "gpu"),
            arch,
            maxPods(row, name),
            row.text("local_storage_gb") == null ? 0 : whole(row, "local_storage_gb")));
  }

  private @Nullable Integer maxPods(CsvRow row, String name) throws BadRow {
    // not a conditional expression: that would unbox an unknown limit
    if (row.text("eni_max_pods") == null) {
      return podLimits.get(name);
    }
    return whole(row, "eni_max_pods");
  }

  private static Money price(CsvRow row, String column, Currency currency) throws BadRow {
    var text = row.required(column);
    var price = PriceText.positive(text, currency);
    if (price.isEmpty()) {
      throw new BadRow(PriceText.UNUSABLE, PriceText.complaint(text));
    }
    return price.get();
  }

  private static Currency currency(CsvRow row, String region) throws BadRow {
    var code = row.text("currency");
    try {
      return code == null ? PriceText.currencyOf(region) : Currency.getInstance(code);
    } catch (IllegalArgumentException e) {
      throw new BadRow("unknown currency", "currency is \"" + code + "\"; wanted such as USD");
    }
  }

  private static Instant day(CsvRow row, String column) throws BadRow {
    var text = row.required(column);
    try {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new BadRow("unreadable " + column, column + " is \"" + text + "\"; wanted 2026-11-23");
    }
  }

  private static int whole(CsvRow row, String column) throws BadRow {
    var text = row.required(column);
    try {
      int value = Integer.parseInt(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below, as a negative number is
    }
    throw new BadRow(
        "unreadable " + column, column + " is \"" + text + "\"; wanted a whole number");
  }
}
