package dev.trimtab.store;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Requests and limits as change points: only what differs from what was in force before is kept.
final class ResourcePoints {
  private final Map<Integer, Resources> last = new HashMap<>();
  private final List<Point> points = new ArrayList<>();

  /// @param first the first of this load, which what is stored may already say
  private record Point(int instance, Instant from, Resources resources, boolean first) {}

  /// Adds what was in force for an instance; instants of an instance must not go back.
  void add(int instance, Instant from, @Nullable Resources inForce) {
    if (inForce == null) {
      return;
    }
    var before = last.put(instance, inForce);
    if (!inForce.equals(before)) {
      points.add(new Point(instance, from, inForce, before == null));
    }
  }

  void save(Handle handle) {
    if (points.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            insert into trimtab.instance_resources as t
              (instance_id, from_at, cpu_request, cpu_limit, memory_request, memory_limit, gpus)
            select id, at, cpu_request, cpu_limit, memory_request, memory_limit, gpus
            from unnest(:ids, :at, :cpuRequests, :cpuLimits, :memoryRequests, :memoryLimits, :gpus, :first)
              as p (id, at, cpu_request, cpu_limit, memory_request, memory_limit, gpus, first)
            where not first or not exists (select from (
                select * from trimtab.instance_resources r where r.instance_id = id and r.from_at <= at
                order by r.from_at desc limit 1) f
              where (f.cpu_request, f.cpu_limit, f.memory_request, f.memory_limit, f.gpus)
                is not distinct from (p.cpu_request, p.cpu_limit, p.memory_request, p.memory_limit, p.gpus))
            on conflict (instance_id, from_at) do update
            set cpu_request = excluded.cpu_request, cpu_limit = excluded.cpu_limit,
              memory_request = excluded.memory_request, memory_limit = excluded.memory_limit, gpus = excluded.gpus
            where (t.cpu_request, t.cpu_limit, t.memory_request, t.memory_limit, t.gpus) is distinct from
              (excluded.cpu_request, excluded.cpu_limit, excluded.memory_request, excluded.memory_limit, excluded.gpus)
            """)
        .bind("ids", points.stream().map(Point::instance).toArray(Integer[]::new))
        .bind(
            "at",
            points.stream()
                .map(point -> point.from().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new))
        .bind("cpuRequests", column(r -> millis(r.cpuRequest())))
        .bind("cpuLimits", column(r -> millis(r.cpuLimit())))
        .bind("memoryRequests", column(r -> bytes(r.memoryRequest())))
        .bind("memoryLimits", column(r -> bytes(r.memoryLimit())))
        .bind(
            "gpus", points.stream().map(point -> point.resources().gpus()).toArray(Integer[]::new))
        .bind("first", points.stream().map(Point::first).toArray(Boolean[]::new))
        .execute();
  }

  /// One field of a resources record.
  private interface Field {
    @Nullable Long of(Resources resources);
  }

  private @Nullable Long[] column(Field field) {
    var column = new @Nullable Long[points.size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = field.of(points.get(i).resources());
    }
    return column;
  }

  private static @Nullable Long millis(@Nullable Cpu cpu) {
    return cpu == null ? null : (Long) cpu.millis();
  }

  private static @Nullable Long bytes(@Nullable Memory memory) {
    return memory == null ? null : (Long) memory.bytes();
  }
}
