package dev.trimtab.model;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.KeyHolder;
import dev.trimtab.model.cost.BusinessCount;
import dev.trimtab.model.cost.Charge;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.price.InstanceType;
import dev.trimtab.model.price.InterruptionRate;
import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.model.price.Zone;
import dev.trimtab.model.usage.GaugeDay;
import dev.trimtab.model.usage.UsageSample;
import dev.trimtab.units.TimeWindow;
import java.util.List;
import java.util.Map;

/// What a source hands over: saved as a whole, and saving it again changes nothing.
public sealed interface Fact {
  /// A cluster as it is now; it replaces what was known as present.
  record Inventory(ClusterInventory inventory) implements Fact {}

  /// All ServiceAccounts, or all Secrets that could be seen, of a cluster that name LLM keys; they
  /// replace what was known of the kind.
  ///
  /// @param kind of all of them
  record KeyHolders(String cluster, String kind, List<KeyHolder> holders) implements Fact {
    public KeyHolders {
      holders = List.copyOf(holders);
    }
  }

  /// How often a business metric was counted on whole UTC days. What is stored of the metric on
  /// such a day is replaced; a day that is not in here stays as it is: what cannot be read now is
  /// not zero.
  record BusinessCounts(String metric, List<BusinessCount> counts) implements Fact {
    public BusinessCounts {
      counts = List.copyOf(counts);
    }
  }

  /// Samples of one cluster. A sample replaces a stored one of the same container, pod and start;
  /// stored samples that are not in here stay.
  record Usage(String cluster, List<UsageSample> samples) implements Fact {
    public Usage {
      samples = List.copyOf(samples);
    }
  }

  /// Gauges of one cluster. Of a container's values of a day the highest is kept, whichever pod and
  /// part of the day it comes from.
  record Gauges(String cluster, List<GaugeDay> days) implements Fact {
    public Gauges {
      days = List.copyOf(days);
    }
  }

  /// Facts about capacity and its price, any of which may be empty.
  record Prices(
      List<InstanceType> types,
      List<OnDemandPrice> onDemand,
      List<SpotPrice> spot,
      List<InterruptionRate> interruptions,
      List<Zone> zones)
      implements Fact {
    public Prices {
      types = List.copyOf(types);
      onDemand = List.copyOf(onDemand);
      spot = List.copyOf(spot);
      interruptions = List.copyOf(interruptions);
      zones = List.copyOf(zones);
    }

    public static Prices ofTypes(List<InstanceType> types) {
      return new Prices(types, List.of(), List.of(), List.of(), List.of());
    }

    public static Prices ofOnDemand(List<OnDemandPrice> prices) {
      return new Prices(List.of(), prices, List.of(), List.of(), List.of());
    }

    public static Prices ofSpot(List<SpotPrice> prices) {
      return new Prices(List.of(), List.of(), prices, List.of(), List.of());
    }

    public static Prices ofInterruptions(List<InterruptionRate> rates) {
      return new Prices(List.of(), List.of(), List.of(), rates, List.of());
    }

    public static Prices ofZones(List<Zone> zones) {
      return new Prices(List.of(), List.of(), List.of(), List.of(), zones);
    }
  }

  /// All usage that one source knows of a provider in a window: what is stored of that source and
  /// provider in the window and not in here is gone. What another source told (a second
  /// organization, a file) stays.
  ///
  /// @param source that collected it, by [Source#name]
  /// @param provider empty for all that the source tells of, such as a gateway
  record LlmUsage(String source, String provider, TimeWindow window, List<ProviderUsage> usage)
      implements Fact {
    public LlmUsage {
      usage = List.copyOf(usage);
    }
  }

  /// A provider's own cost report in a window, as one source knows it: what is stored of that
  /// source and provider in the window and not in here is gone.
  ///
  /// @param source that collected it, by [Source#name]
  /// @param provider empty for all that the source tells of, such as a gateway
  record LlmCosts(String source, String provider, TimeWindow window, List<ProviderCost> costs)
      implements Fact {
    public LlmCosts {
      costs = List.copyOf(costs);
    }
  }

  /// What a source has learnt of ids. What it learnt on earlier nights and is not in here stays.
  ///
  /// @param source that learnt it, by [Source#name]
  /// @param kind the source's own word for what is named; [FactSink#known] gives it back by it
  record Names(String source, String kind, Map<String, String> names) implements Fact {
    public Names {
      names = Map.copyOf(names);
    }
  }

  /// Lines of one bill file, upserted by charge id.
  ///
  /// @param file name of the file, without its folder
  record Bill(String file, List<Charge> charges) implements Fact {
    public Bill {
      charges = List.copyOf(charges);
    }
  }
}
