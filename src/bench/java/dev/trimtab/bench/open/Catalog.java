package dev.trimtab.bench.open;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Overhead;
import dev.trimtab.place.plan.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// EC2 instance types of us-east-1 with their on-demand prices (2025 and 2026).
public final class Catalog {
  private static final String FILE = "prices/aws/catalog/joined_us-east-1.csv";
  private static final long MEBI = 1L << 20;

  private Catalog() {}

  /// A type.
  ///
  /// @param room for pods, after what EKS keeps
  /// @param onDemand price per hour
  /// @param spot what the Spot Advisor's savings leave of it, rounded as the catalog rounds; null
  ///   where it is not on the list
  public record Type(
      String name,
      Size room,
      int maxPods,
      String arch,
      BigDecimal onDemand,
      @Nullable BigDecimal spot) {
    /// A node of it that can be had without bound.
    ///
    /// @param interruptions chance within a month, 0..1; NaN where unknown
    public Offer offer(String zone, CapacityType capacity, BigDecimal price, double interruptions) {
      return new Offer(
          name,
          zone,
          capacity,
          price,
          room,
          maxPods,
          arch,
          interruptions,
          Integer.MAX_VALUE,
          Map.of());
    }
  }

  /// All types, by name.
  ///
  /// @throws SourceUnavailable when the open data is not there
  public static SortedMap<String, Type> read() throws SourceUnavailable {
    var types = new TreeMap<String, Type>();
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
            "spot_price_est"),
        row -> {
          var type = type(row);
          types.put(type.name(), type);
        });
    return types;
  }

  /// On-demand and spot nodes of all types in these zones. The catalog has one spot price for the
  /// region; a zone's own is up to a fifth below or above it, the same at every call.
  ///
  /// @throws SourceUnavailable when the open data is not there
  public static List<Offer> offers(List<String> zones) throws SourceUnavailable {
    var random = new SplittableRandom(7);
    var offers = new ArrayList<Offer>();
    for (var type : read().values()) {
      var spot = type.spot();
      for (var zone : zones) {
        var percent = BigDecimal.valueOf(random.nextInt(80, 121), 2);
        offers.add(type.offer(zone, CapacityType.ON_DEMAND, type.onDemand(), Double.NaN));
        if (spot != null) {
          offers.add(type.offer(zone, CapacityType.SPOT, spot.multiply(percent), Double.NaN));
        }
      }
    }
    return offers;
  }

  private static Type type(CsvRow row) throws BadRow {
    var spot = row.text("spot_price_est");
    int maxPods = Integer.parseInt(row.required("eni_max_pods"));
    var machine =
        new Size(
            Long.parseLong(row.required("vcpu")) * 1_000_000,
            new BigDecimal(row.required("memory_mib")).longValueExact() * MEBI,
            Long.parseLong(row.required("gpu")) * 1000);
    return new Type(
        row.required("instance_type"),
        Overhead.EKS.room(machine, maxPods),
        maxPods,
        row.required("arch"),
        new BigDecimal(row.required("od_price")),
        spot == null ? null : new BigDecimal(spot));
  }
}
