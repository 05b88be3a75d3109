package dev.trimtab.store;

import dev.trimtab.model.Fact;
import dev.trimtab.model.price.InstanceType;
import dev.trimtab.model.price.InterruptionRate;
import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.model.price.Zone;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Saves prices. Announcements are kept by pool and instant, so their order of arrival does not
/// matter.
final class PriceWriter {
  private final Transactions transactions;

  PriceWriter(Transactions transactions) {
    this.transactions = transactions;
  }

  void save(Fact.Prices prices) {
    transactions.run(handle -> {
      types(handle, prices.types());
      onDemand(handle, prices.onDemand());
      spot(handle, prices.spot());
      interruptions(handle, prices.interruptions());
      zones(handle, prices.zones());
    });
  }

  private static void types(Handle handle, List<InstanceType> types) {
    if (types.isEmpty()) {
      return;
    }
    // A source that does not know a type's pod limit or disk must not erase what another one knew.
    var batch =
        handle.prepareBatch(
            """
            insert into trimtab.instance_type as t (name, vcpus, memory, gpus, arch, max_pods, local_storage_gb)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (name) do update
            set vcpus = excluded.vcpus, memory = excluded.memory, gpus = excluded.gpus, arch = excluded.arch,
              max_pods = coalesce(excluded.max_pods, t.max_pods),
              local_storage_gb = greatest(excluded.local_storage_gb, t.local_storage_gb)
            where (t.vcpus, t.memory, t.gpus, t.arch, t.max_pods, t.local_storage_gb) is distinct from
              (excluded.vcpus, excluded.memory, excluded.gpus, excluded.arch, coalesce(excluded.max_pods, t.max_pods),
               greatest(excluded.local_storage_gb, t.local_storage_gb))
            """);
    for (var t : types) {
      batch.add(
          t.name(),
          t.vcpus(),
          t.memory().bytes(),
          t.gpus(),
          t.arch(),
          t.maxPods(),
          t.localStorageGb());
    }
    batch.execute();
  }

  private static void onDemand(Handle handle, List<OnDemandPrice> prices) {
    if (prices.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            insert into trimtab.on_demand_price as t (region, instance_type, from_at, per_hour, currency)
            values (?, ?, ?, ?, ?)
            on conflict (region, instance_type, from_at) do update
            set per_hour = excluded.per_hour, currency = excluded.currency
            where (t.per_hour, t.currency) is distinct from (excluded.per_hour, excluded.currency)
            """);
    for (var p : prices) {
      batch.add(
          p.region(),
          p.instanceType(),
          p.from(),
          p.perHour().amount(),
          p.perHour().currency().getCurrencyCode());
    }
    batch.execute();
  }

  private static void spot(Handle handle, List<SpotPrice> prices) throws SQLException {
    if (prices.isEmpty()) {
      return;
    }
    handle.execute(
        """
        create temporary table spot_staging (region text, zone text, zone_id text, instance_type text, from_at timestamptz,
          per_hour numeric(18, 9), currency text) on commit drop
        """);
    try (var copy = Copy.into(handle, "spot_staging")) {
      for (var p : prices) {
        copy.text(p.region())
            .text(p.zone())
            .text(p.zoneId())
            .text(p.instanceType())
            .plain(p.from())
            .plain(p.perHour().amount().toPlainString())
            .text(p.perHour().currency().getCurrencyCode());
        copy.endRow();
      }
    }
    handle.execute(
        """
        insert into trimtab.spot_price as t (region, zone, zone_id, instance_type, from_at, per_hour, currency)
        select distinct on (region, zone, zone_id, instance_type, from_at)
          region, zone, zone_id, instance_type, from_at, per_hour, currency
        from spot_staging
        order by region, zone, zone_id, instance_type, from_at, per_hour desc
        on conflict (region, zone, zone_id, instance_type, from_at) do update
        set per_hour = excluded.per_hour, currency = excluded.currency
        where (t.per_hour, t.currency) is distinct from (excluded.per_hour, excluded.currency)
        """);
    handle.execute(
        """
        insert into trimtab.zone (region, name, zone_id)
        select distinct region, zone, zone_id from spot_staging where zone_id <> ''
        on conflict do nothing
        """);
    handle.execute("drop table spot_staging");
  }

  private static void interruptions(Handle handle, List<InterruptionRate> rates) {
    if (rates.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            insert into trimtab.interruption_rate as t (region, instance_type, at_least, below, savings_percent)
            values (?, ?, ?, ?, ?)
            on conflict (region, instance_type) do update
            set at_least = excluded.at_least, below = excluded.below, savings_percent = excluded.savings_percent
            where (t.at_least, t.below, t.savings_percent) is distinct from
              (excluded.at_least, excluded.below, excluded.savings_percent)
            """);
    for (var r : rates) {
      batch.add(r.region(), r.instanceType(), r.atLeast(), r.below(), r.savingsPercent());
    }
    batch.execute();
  }

  private static void zones(Handle handle, List<Zone> zones) {
    if (zones.isEmpty()) {
      return;
    }
    // one name may be two accounts' zones
    var batch =
        handle.prepareBatch(
            "insert into trimtab.zone (region, name, zone_id) values (?, ?, ?) on conflict do nothing");
    zones.forEach(z -> batch.add(z.region(), z.name(), z.zoneId()));
    batch.execute();
  }
}
