package dev.trimtab.store;

import dev.trimtab.model.Fact;
import dev.trimtab.model.price.InstanceType;
import dev.trimtab.model.price.InterruptionRate;
import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.model.price.Zone;
import dev.trimtab.units.Memory;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Currency;
import java.util.List;

/// Prices as stored, for a window: the one in force at its start included.
public final class Prices {
  private final Transactions transactions;

  Prices(Transactions transactions) {
    this.transactions = transactions;
  }

  public List<InstanceType> types() {
    return transactions.call(handle ->
        handle
            .createQuery("select * from trimtab.instance_type order by name")
            .map((row, _) ->
                new InstanceType(
                    row.getString("name"),
                    row.getInt("vcpus"),
                    Memory.bytes(row.getLong("memory")),
                    row.getInt("gpus"),
                    row.getString("arch"),
                    (Integer) row.getObject("max_pods"),
                    row.getInt("local_storage_gb")))
            .list());
  }

  public List<InterruptionRate> interruptions() {
    return transactions.call(handle ->
        handle
            .createQuery("select * from trimtab.interruption_rate order by region, instance_type")
            .map((row, _) ->
                new InterruptionRate(
                    row.getString("region"),
                    row.getString("instance_type"),
                    row.getDouble("at_least"),
                    row.getDouble("below"),
                    row.getInt("savings_percent")))
            .list());
  }

  /// On-demand prices of some types, all regions, ordered by region, type and instant.
  public List<OnDemandPrice> onDemand(Collection<String> types) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select * from trimtab.on_demand_price where instance_type = any (:types)
                order by region, instance_type, from_at
                """)
            .bind("types", types.toArray(String[]::new))
            .map((row, _) -> onDemandPrice(row))
            .list());
  }

  /// All zones, ordered by region, name and id.
  public List<Zone> zones() {
    return transactions.call(handle ->
        handle
            .createQuery("select * from trimtab.zone order by region, name, zone_id")
            .map((row, _) ->
                new Zone(row.getString("region"), row.getString("name"), row.getString("zone_id")))
            .list());
  }

  /// Spot prices of some types that are in force at any time of a window, ordered by pool and
  /// instant.
  public List<SpotPrice> spot(Collection<String> types, TimeWindow window) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select region, zone, zone_id, instance_type, from_at, per_hour, currency
                from (select *, lead(from_at) over (partition by region, zone, zone_id, instance_type order by from_at) as to_at
                      from trimtab.spot_price where instance_type = any (:types)) p
                where from_at < :end and (to_at is null or to_at > :start)
                order by region, zone, zone_id, instance_type, from_at
                """)
            .bind("types", types.toArray(String[]::new))
            .bind("start", window.start())
            .bind("end", window.end())
            .map((row, _) -> spotPrice(row))
            .list());
  }

  /// All that is known of what can be bought in some regions, with the spot prices that are in
  /// force at any time of a window.
  public Fact.Prices market(Collection<String> regions, TimeWindow spotWindow) {
    var wanted = regions.toArray(String[]::new);
    var onDemand =
        transactions.call(handle ->
            handle
                .createQuery(
                    """
                    select * from trimtab.on_demand_price where region = any (:regions)
                    order by region, instance_type, from_at
                    """)
                .bind("regions", wanted)
                .map((row, _) -> onDemandPrice(row))
                .list());
    var spot =
        transactions.call(handle ->
            handle
                .createQuery(
                    """
                    select region, zone, zone_id, instance_type, from_at, per_hour, currency
                    from (select *, lead(from_at) over (partition by region, zone, zone_id, instance_type order by from_at) as to_at
                          from trimtab.spot_price where region = any (:regions)) p
                    where from_at < :end and (to_at is null or to_at > :start)
                    order by region, zone, zone_id, instance_type, from_at
                    """)
                .bind("regions", wanted)
                .bind("start", spotWindow.start())
                .bind("end", spotWindow.end())
                .map((row, _) -> spotPrice(row))
                .list());
    return new Fact.Prices(types(), onDemand, spot, interruptions(), zones());
  }

  private static OnDemandPrice onDemandPrice(ResultSet row) throws SQLException {
    return new OnDemandPrice(
        row.getString("region"),
        row.getString("instance_type"),
        row.getTimestamp("from_at").toInstant(),
        perHour(row));
  }

  private static SpotPrice spotPrice(ResultSet row) throws SQLException {
    return new SpotPrice(
        row.getString("region"),
        row.getString("zone"),
        row.getString("zone_id"),
        row.getString("instance_type"),
        row.getTimestamp("from_at").toInstant(),
        perHour(row));
  }

  private static Money perHour(ResultSet row) throws SQLException {
    return new Money(
        Currency.getInstance(row.getString("currency")), row.getBigDecimal("per_hour"));
  }
}
