package dev.trimtab.bench.open;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.model.Fact;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.price.InstanceType;
import dev.trimtab.model.price.InterruptionRate;
import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.model.price.Zone;
import dev.trimtab.units.Memory;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// All EC2 instance types of us-east-1 as collectors would have stored them: with on-demand prices,
/// the Spot Advisor's bands, and changes of spot prices around what the advisor's savings leave.
public final class PriceList {
  private static final String REGION = "us-east-1";
  private static final String FILE = "prices/aws/catalog/joined_us-east-1.csv";

  /// Upper ends of the Spot Advisor's bands.
  private static final List<Double> BANDS = List.of(0.0, 0.05, 0.1, 0.15, 0.2, 1.0);

  private static final int DAYS = 5;
  private static final int CHANGES_A_DAY = 3;
  private static final Duration YEAR = Duration.ofDays(365);

  private final Instant asOf;
  private final List<Zone> zones;
  private final SplittableRandom random = new SplittableRandom(5);
  private final List<InstanceType> types = new ArrayList<>();
  private final List<OnDemandPrice> onDemand = new ArrayList<>();
  private final List<SpotPrice> spot = new ArrayList<>();
  private final List<InterruptionRate> rates = new ArrayList<>();

  private PriceList(Instant asOf, List<Zone> zones) {
    this.asOf = asOf;
    this.zones = zones;
  }

  /// Everything that can be bought in these zones of us-east-1.
  ///
  /// @throws SourceUnavailable when the open data is not there
  public static Fact.Prices of(Instant asOf, List<String> zones) throws SourceUnavailable {
    var named = zones.stream().map(name -> new Zone(REGION, name, "use1-" + name)).toList();
    var list = new PriceList(asOf, named);
    OpenData.read(
        FILE,
        List.of(
            "instance_type",
            "vcpu",
            "memory_mib",
            "gpu",
            "arch",
            "eni_max_pods",
            "od_price",
            "spot_price_est",
            "advisor_range",
            "advisor_savings_pct",
            "local_storage_gb"),
        list::add);
    return new Fact.Prices(list.types, list.onDemand, list.spot, list.rates, named);
  }

  private void add(CsvRow row) throws BadRow {
    var name = row.required("instance_type");
    types.add(
        new InstanceType(
            name,
            whole(row, "vcpu"),
            Memory.mebi(new BigDecimal(row.required("memory_mib")).longValueExact()),
            whole(row, "gpu"),
            row.required("arch"),
            whole(row, "eni_max_pods"),
            whole(row, "local_storage_gb")));
    onDemand.add(
        new OnDemandPrice(REGION, name, asOf.minus(YEAR), Money.usd(row.required("od_price"))));
    int band = whole(row, "advisor_range");
    var price = row.text("spot_price_est");
    if (price != null) {
      rates.add(
          new InterruptionRate(
              REGION,
              name,
              BANDS.get(band),
              BANDS.get(band + 1),
              whole(row, "advisor_savings_pct")));
      zones.forEach(zone -> changes(name, zone, new BigDecimal(price)));
    }
  }

  private static int whole(CsvRow row, String column) throws BadRow {
    var text = row.text(column);
    return text == null ? 0 : new BigDecimal(text).intValueExact();
  }

  /// A zone's level is up to a fifth off the region's, each change a hundredth or two off that.
  private void changes(String type, Zone zone, BigDecimal price) {
    var level = price.multiply(BigDecimal.valueOf(random.nextInt(80, 121), 2));
    for (int i = 0; i < DAYS * CHANGES_A_DAY; i++) {
      var ago = Duration.ofMinutes((long) i * 24 * 60 / CHANGES_A_DAY + random.nextInt(60));
      var now = level.multiply(BigDecimal.valueOf(random.nextInt(98, 103), 2));
      spot.add(
          new SpotPrice(
              REGION,
              zone.name(),
              zone.zoneId(),
              type,
              asOf.minus(ago),
              new Money(Money.USD, now)));
    }
  }
}
