package dev.trimtab.store;

import dev.trimtab.model.usage.Histogram;
import dev.trimtab.model.usage.NodeKindUse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Keeps apart what DaemonSets' containers use on different kinds of node; all others cost nothing
/// here.
final class NodeKinds {
  /// A node that was alive on a day was seen then, unless its cluster could not be read for longer
  /// than this.
  private static final Duration UNREAD = Duration.ofDays(2);

  private NodeKinds() {}

  /// On which kind of node each instance of a DaemonSet ran, by instance. A name may have been
  /// given to several nodes, one after another: the last that was made before the day's end counts.
  static Map<Integer, String> of(Handle handle, int cluster, Instant day) {
    var kinds = new HashMap<Integer, String>();
    // one text for all instances of a kind
    var names = new HashMap<String, String>();
    handle
        .createQuery(
            """
            select distinct on (i.id) i.id, n.instance_type
            from trimtab.workload w
            join trimtab.container c on c.workload_id = w.id
            join trimtab.instance i on i.container_id = c.id
            join trimtab.node n on n.cluster_id = w.cluster_id and n.name = i.node
            where w.cluster_id = :cluster and w.kind = 'DaemonSet' and n.instance_type <> ''
              and n.created_at < :end and n.last_seen >= :seen
            order by i.id, n.created_at desc
            """)
        .bind("cluster", cluster)
        .bind("end", day.plus(Duration.ofDays(1)))
        .bind("seen", day.minus(UNREAD))
        .map((row, _) ->
            kinds.put(row.getInt(1), names.computeIfAbsent(row.getString(2), name -> name)))
        .list();
    return kinds;
  }

  /// Writes what belongs to the profiles that hold: one of fewer samples than the stored one was
  /// not taken, and its kinds of node are not either.
  static void write(Handle handle, LocalDate day, List<DayRow> profiles) {
    var stale =
        handle.prepareBatch(
            """
            delete from trimtab.node_kind_daily k using trimtab.usage_daily d
            where k.container_id = :container and k.day = :day
              and (d.container_id, d.day, d.samples) = (k.container_id, k.day, :whole)
            """);
    var fresh =
        handle.prepareBatch(
            """
            insert into trimtab.node_kind_daily
              (day, container_id, samples, memory_peak, instance_type, cpu_histogram)
            select d.day, d.container_id, :samples, :memory::double precision::bigint, :type, :cpu
            from trimtab.usage_daily d
            where (d.container_id, d.day, d.samples) = (:container, :day, :whole)
            """);
    for (var profile : profiles) {
      if (profile.nodeKinds().isEmpty()) {
        continue;
      }
      stale.bind("container", profile.container()).bind("day", day);
      stale.bind("whole", profile.samples()).add();
      for (var kind : profile.nodeKinds()) {
        fresh.bind("container", profile.container()).bind("day", day);
        fresh.bind("whole", profile.samples()).bind("samples", kind.samples());
        fresh.bind("memory", known(kind.memoryPeak())).bind("type", kind.instanceType());
        fresh.bind("cpu", kind.histogram()).add();
      }
    }
    if (stale.size() > 0) {
      stale.execute();
      fresh.execute();
    }
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  /// Reads `history_node_kinds.sql` container by container, in its order.
  static final class Reader implements AutoCloseable {
    private final ResultSet rows;
    private boolean more;

    Reader(ResultSet rows) throws SQLException {
      this.rows = rows;
      this.more = rows.next();
    }

    /// What is known of a container; empty where nothing is.
    List<NodeKindUse> of(int container) throws SQLException {
      if (!more || rows.getInt(1) != container) {
        return List.of();
      }
      var kinds = new ArrayList<NodeKindUse>();
      while (more && rows.getInt(1) == container) {
        kinds.add(kind(container));
      }
      return kinds;
    }

    private NodeKindUse kind(int container) throws SQLException {
      var type = rows.getString(2);
      var cpu = new Histogram();
      double memory = Double.NaN;
      int days = 0;
      while (more && rows.getInt(1) == container && type.equals(rows.getString(2))) {
        cpu.addAll(HistogramCodec.decode(rows.getBytes(3)));
        double peak = rows.getDouble(4);
        memory = ProfileBuilder.max(memory, rows.wasNull() ? Double.NaN : peak);
        days++;
        more = rows.next();
      }
      return new NodeKindUse(type, cpu, memory, days);
    }

    @Override
    public void close() throws SQLException {
      rows.close();
    }
  }
}
