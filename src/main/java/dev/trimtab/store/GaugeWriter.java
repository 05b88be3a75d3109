package dev.trimtab.store;

import dev.trimtab.model.usage.GaugeDay;
import java.time.LocalDate;
import java.util.List;

/// Saves gauges: of a container's values of a day the highest stays, so that a day may come in
/// parts, pod by pod, and again.
final class GaugeWriter {
  private final Transactions transactions;
  private final InstanceIds instances;

  GaugeWriter(Transactions transactions, InstanceIds instances) {
    this.transactions = transactions;
    this.instances = instances;
  }

  void save(String cluster, List<GaugeDay> days) {
    if (days.isEmpty()) {
      return;
    }
    instances.resolve(cluster, days.stream().map(GaugeDay::subject).toList());
    transactions.run(handle ->
        handle
            .createUpdate(
                """
                insert into trimtab.gauge_daily as t (container_id, day, gauge, highest)
                select i.container_id, g.day, g.gauge, max(g.highest)
                from unnest(:ids, :days, :gauges, :highest) as g (id, day, gauge, highest)
                join trimtab.instance i on i.id = g.id
                group by i.container_id, g.day, g.gauge
                order by i.container_id, g.day, g.gauge
                on conflict (container_id, day, gauge) do update set highest = excluded.highest
                where t.highest < excluded.highest
                """)
            .bind(
                "ids",
                days.stream()
                    .map(day -> instances.of(cluster, day.subject()))
                    .toArray(Integer[]::new))
            .bind("days", days.stream().map(GaugeDay::day).toArray(LocalDate[]::new))
            .bind("gauges", days.stream().map(day -> day.gauge().name()).toArray(String[]::new))
            .bind("highest", days.stream().map(day -> (float) day.highest()).toArray(Float[]::new))
            .execute());
  }
}
