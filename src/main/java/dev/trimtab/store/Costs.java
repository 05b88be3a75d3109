package dev.trimtab.store;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.cost.ContainerDay;
import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.cost.NodePresence;
import dev.trimtab.model.price.ZoneIds;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.TimeWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// What is to be allocated, and the allocated cost.
public final class Costs {
  private final Transactions transactions;

  Costs(Transactions transactions) {
    this.transactions = transactions;
  }

  /// The days whose samples changed since they were allocated.
  public List<LocalDate> changedDays() {
    return transactions.call(handle ->
        handle
            .createQuery(
                "select distinct day from trimtab.dirty_day where purpose = 'allocate' order by day")
            .mapTo(LocalDate.class)
            .list());
  }

  /// The newest day that has any allocated cost, or the epoch.
  public LocalDate latestDay() {
    return transactions.call(handle ->
        handle
            .createQuery(
                "select coalesce(max(day), 'epoch') from trimtab.cost_daily where kind <> 'LLM'")
            .mapTo(LocalDate.class)
            .one());
  }

  /// When each node was there on a UTC day. A node that vanished is counted until it was last seen.
  public List<NodePresence> nodes(LocalDate day) {
    var start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    var end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select k.name as cluster, n.*, coalesce(n.labels ->> :zoneIdLabel, '') as zone_id, greatest(n.created_at, :start) as since,
                  least(case when n.present then k.as_of else n.last_seen end, :end) as until
                from trimtab.node n join trimtab.cluster k on k.id = n.cluster_id
                where n.created_at < :end and case when n.present then k.as_of else n.last_seen end > greatest(n.created_at, :start)
                order by k.name, n.name, n.created_at
                """)
            .bind("zoneIdLabel", ZoneIds.LABEL)
            .bind("start", start)
            .bind("end", end)
            .map((row, _) -> presence(day, row))
            .list());
  }

  private static NodePresence presence(LocalDate day, ResultSet row) throws SQLException {
    return new NodePresence(
        day,
        row.getString("cluster"),
        row.getString("name"),
        row.getString("instance_type"),
        row.getString("region"),
        row.getString("zone"),
        row.getString("zone_id"),
        CapacityType.valueOf(row.getString("capacity_type")),
        Cpu.millis(row.getLong("capacity_cpu")),
        Memory.bytes(row.getLong("capacity_memory")),
        row.getInt("gpus"),
        new TimeWindow(
            row.getTimestamp("since").toInstant(), row.getTimestamp("until").toInstant()));
  }

  /// What each container held on each node on a UTC day.
  public List<ContainerDay> containers(LocalDate day) {
    Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return transactions.call(handle -> {
      var found = new ArrayList<ContainerDay>();
      try (var statement = handle.getConnection().prepareStatement(Sql.CONTAINER_DAYS)) {
        statement.setObject(1, start.atOffset(ZoneOffset.UTC));
        statement.setObject(2, day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toOffsetDateTime());
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            found.add(containerDay(rows));
          }
        }
      }
      return found;
    });
  }

  private static ContainerDay containerDay(ResultSet rows) throws SQLException {
    var workload =
        new WorkloadRef(
            rows.getString("cluster"),
            rows.getString("namespace"),
            rows.getString("kind"),
            rows.getString("workload"));
    return new ContainerDay(
        rows.getObject("day", LocalDate.class),
        new ContainerRef(workload, rows.getString("container")),
        rows.getString("node"),
        rows.getDouble("core_hours"),
        rows.getDouble("gib_hours"),
        rows.getDouble("used_core_hours"),
        rows.getDouble("used_gib_hours"),
        rows.getDouble("gpu_hours"));
  }

  /// Replaces the infrastructure cost of a day; rows that are the same are not touched.
  public void saveInfrastructure(LocalDate day, List<DailyCost> costs) {
    save(day, day.plusDays(1), "kind <> 'LLM'", costs);
    transactions.run(handle ->
        handle.execute(
            "delete from trimtab.dirty_day where day = ? and purpose = 'allocate'", day));
  }

  /// Replaces the LLM cost of some days; rows that are the same are not touched.
  ///
  /// @param days whole UTC days
  public void saveLlm(TimeWindow days, List<DailyCost> costs) {
    save(
        LocalDate.ofInstant(days.start(), ZoneOffset.UTC),
        LocalDate.ofInstant(days.end(), ZoneOffset.UTC),
        "kind = 'LLM'",
        costs);
  }

  private void save(LocalDate from, LocalDate to, String kinds, List<DailyCost> costs) {
    transactions.run(handle -> {
      handle.execute(
          "create temporary table cost_staging (like trimtab.cost_daily) on commit drop");
      try (var copy = Copy.into(handle, "cost_staging")) {
        costs.forEach(cost -> row(copy, cost));
      }
      handle.execute(
          """
          create temporary table cost_new on commit drop as
          select day, provider, cluster, namespace, workload, team, kind, sku, price_basis,
            sum(quantity) as quantity, unit, sum(cost)::numeric(18, 9) as cost, currency, cost_centre, environment
          from cost_staging
          group by day, provider, cluster, namespace, workload, team, kind, sku, price_basis, unit, currency,
            cost_centre, environment
          """);
      handle.execute(
          "delete from trimtab.cost_daily t where day >= ? and day < ? and "
              + kinds
              + " and not exists (select from cost_new s where s = t)",
          from,
          to);
      // No "on conflict": a row that is there and not equal (another currency, say) is an error,
      // since
      // leaving it out would lose money.
      handle.execute(
          """
          insert into trimtab.cost_daily select * from cost_new s
          where not exists (select from trimtab.cost_daily t where s = t)
          order by day, provider, cluster, namespace, workload, team, kind, sku
          """);
      handle.execute("drop table cost_staging, cost_new");
    });
  }

  private static void row(Copy copy, DailyCost c) {
    copy.plain(c.day())
        .text(c.provider())
        .text(c.cluster())
        .text(c.namespace())
        .text(c.workload())
        .text(c.team())
        .text(c.kind().name())
        .text(c.sku())
        .text(c.priceBasis())
        .plain(c.quantity() == null ? null : c.quantity().toPlainString())
        .text(c.unit())
        .plain(c.cost().stored().amount().toPlainString())
        .text(c.cost().currency().getCurrencyCode())
        .text(c.costCentre())
        .text(c.environment());
    copy.endRow();
  }
}
