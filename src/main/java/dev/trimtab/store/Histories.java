package dev.trimtab.store;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.model.usage.Gauge;
import dev.trimtab.model.usage.HourlyPeaks;
import dev.trimtab.model.usage.NodeKindUse;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Reads containers' histories one after another: containers, their days and their kinds of node
/// are three queries in one order, read side by side, so that memory does not grow with the number
/// of either.
///
/// @param choice a condition on the container `c`, its workload `w` and cluster `k`; its parameters
///   are `chosen`
record Histories(String choice, List<String> chosen, LocalDate first, LocalDate last) {
  private static final int FETCH = 5_000;

  static Histories all(LocalDate first, LocalDate last) {
    return new Histories("true", List.of(), first, last);
  }

  static Histories of(
      String cluster, String namespace, String workload, LocalDate first, LocalDate last) {
    return new Histories(
        "k.name = ? and w.namespace = ? and w.name = ?",
        List.of(Text.clean(cluster), Text.clean(namespace), Text.clean(workload)),
        first,
        last);
  }

  /// In a transaction of its own, which must not have read anything yet.
  void read(Handle handle, Consumer<ContainerHistory> consumer) throws SQLException {
    // all queries see the same containers, whatever is written meanwhile
    handle.execute("set transaction isolation level repeatable read");
    try (var heads = prepare(handle, Sql.HISTORIES);
        var days = prepare(handle, Sql.HISTORY_DAYS);
        var kinds = prepare(handle, Sql.HISTORY_NODE_KINDS)) {
      try (var container = heads.executeQuery();
          var day = days.executeQuery();
          var nodeKinds = new NodeKinds.Reader(kinds.executeQuery())) {
        boolean more = day.next();
        while (container.next()) {
          int id = container.getInt("container_id");
          var profiles = new ArrayList<DailyProfile>();
          while (more && day.getInt("container_id") == id) {
            profiles.add(profile(day));
            more = day.next();
          }
          consumer.accept(history(container, profiles, nodeKinds.of(id)));
        }
      }
    }
  }

  private PreparedStatement prepare(Handle handle, String sql) throws SQLException {
    var statement =
        handle.getConnection().prepareStatement(sql.replace("where true", "where " + choice));
    statement.setFetchSize(FETCH);
    for (int i = 0; i < chosen.size(); i++) {
      statement.setString(i + 1, chosen.get(i));
    }
    statement.setObject(chosen.size() + 1, first);
    statement.setObject(chosen.size() + 2, last);
    return statement;
  }

  private static ContainerHistory history(
      ResultSet row, List<DailyProfile> days, List<NodeKindUse> nodeKinds) throws SQLException {
    var ref =
        new ContainerRef(
            new WorkloadRef(
                row.getString("cluster"),
                row.getString("namespace"),
                row.getString("kind"),
                row.getString("workload")),
            row.getString("container"));
    if (row.getBoolean("present")) {
      for (var column : List.of("template", "injected")) {
        var stated = named(ref.container(), row.getString(column));
        if (stated != null) {
          return new ContainerHistory(
              ref,
              stated.role(),
              stated.resources(),
              row.getInt("replicas"),
              days,
              gauges(row),
              nodeKinds);
        }
      }
    }
    int replicas = row.getBoolean("api_known") ? 0 : row.getInt("pods_latest");
    return new ContainerHistory(
        ref, Container.Role.APP, resources(row), replicas, days, gauges(row), nodeKinds);
  }

  private static Map<Gauge, Double> gauges(ResultSet row) throws SQLException {
    var gauges = new EnumMap<Gauge, Double>(Gauge.class);
    var names = row.getArray("gauges");
    if (names != null
        && names.getArray() instanceof String[] name
        && row.getArray("highest").getArray() instanceof Float[] highest) {
      for (int i = 0; i < name.length; i++) {
        gauges.put(Gauge.valueOf(name[i]), highest[i].doubleValue());
      }
    }
    return gauges;
  }

  private static @Nullable Container named(String name, @Nullable String containers) {
    if (containers != null) {
      for (var container : Json.read(containers, Container[].class)) {
        if (container.name().equals(name)) {
          return container;
        }
      }
    }
    return null;
  }

  private static Resources resources(ResultSet row) throws SQLException {
    return new Resources(
        cpu(row, "cpu_request"),
        cpu(row, "cpu_limit"),
        memory(row, "memory_request"),
        memory(row, "memory_limit"),
        row.getInt("gpus"));
  }

  private static @Nullable Cpu cpu(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Cpu.millis(millis);
  }

  private static @Nullable Memory memory(ResultSet row, String column) throws SQLException {
    long bytes = row.getLong(column);
    return row.wasNull() ? null : Memory.bytes(bytes);
  }

  private static DailyProfile profile(ResultSet row) throws SQLException {
    var hourly = row.getBytes("hourly");
    return new DailyProfile(
        row.getObject("day", LocalDate.class),
        HistogramCodec.decode(row.getBytes("cpu_histogram")),
        real(row, "cpu_peak"),
        real(row, "cpu_avg"),
        real(row, "memory_peak"),
        real(row, "memory_avg"),
        real(row, "throttled"),
        row.getInt("oom_kills"),
        row.getInt("restarts"),
        row.getLong("samples"),
        row.getDouble("hours"),
        row.getInt("pods"),
        hourly == null ? HourlyPeaks.UNKNOWN : HourlyCodec.decode(hourly),
        real(row, "cpu_start"),
        real(row, "cpu_steady"),
        row.getBoolean("in_force") ? resources(row) : null);
  }

  private static double real(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }
}
