package dev.trimtab.store;

import dev.trimtab.model.usage.PodContainer;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/// Ids of what samples are about, made where they are missing, many at once, and remembered.
final class InstanceIds {
  private final Transactions transactions;
  private final Map<Subject, Integer> known = new ConcurrentHashMap<>();

  private record Subject(String cluster, PodContainer container) {}

  InstanceIds(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Pods may have got another workload: look again.
  void forget() {
    known.clear();
  }

  int of(String cluster, PodContainer container) {
    return Objects.requireNonNull(known.get(new Subject(cluster, container)));
  }

  /// Makes sure that [#of] knows these, in a transaction of its own, so that none is remembered
  /// that was rolled back.
  void resolve(String cluster, Collection<PodContainer> containers) {
    var unknown =
        containers.stream()
            .filter(container -> !known.containsKey(new Subject(cluster, container)))
            .distinct()
            .toList();
    if (!unknown.isEmpty()) {
      transactions
          .call(handle -> resolve(handle, cluster, unknown))
          .forEach((at, id) -> known.put(new Subject(cluster, unknown.get(at)), id));
    }
  }

  private static Map<Integer, Integer> resolve(
      Handle handle, String clusterName, List<PodContainer> unknown) throws SQLException {
    int cluster = new Dimensions(handle).cluster(clusterName);
    stage(handle, unknown);
    whatTheApiKnows(handle, cluster);
    workloads(handle, cluster);
    containers(handle);
    var ids = instances(handle);
    handle.execute("drop table subject_staging");
    return ids;
  }

  private static void stage(Handle handle, List<PodContainer> unknown) throws SQLException {
    handle.execute(
        """
        create temporary table subject_staging (at int, namespace text, kind text, workload text, container text,
          pod text, node text, workload_id int, container_id int) on commit drop
        """);
    try (var copy =
        Copy.into(
            handle, "subject_staging (at, namespace, kind, workload, container, pod, node)")) {
      for (int at = 0; at < unknown.size(); at++) {
        var subject = unknown.get(at);
        copy.number(at)
            .text(subject.workload().namespace())
            .text(subject.workload().kind())
            .text(subject.workload().name())
            .text(subject.container())
            .text(subject.pod())
            .text(subject.node());
        copy.endRow();
      }
    }
    handle.execute("analyze subject_staging");
  }

  /// The cluster's own word on a pod's workload wins over what the sample says.
  private static void whatTheApiKnows(Handle handle, int cluster) {
    handle.execute(
        """
        update subject_staging s
        set workload_id = p.workload_id, node = case s.node when '' then coalesce(p.node, '') else s.node end
        from trimtab.pod p
        where p.cluster_id = ? and p.namespace = s.namespace and p.name = s.pod
        """,
        cluster);
  }

  private static void workloads(Handle handle, int cluster) {
    handle.execute(
        """
        insert into trimtab.workload (cluster_id, namespace, kind, name)
        select distinct ?::int, namespace, kind, workload from subject_staging s
        where workload_id is null and not exists (select from trimtab.workload w
          where w.cluster_id = ? and (w.namespace, w.kind, w.name) = (s.namespace, s.kind, s.workload))
        order by namespace, kind, workload
        on conflict do nothing
        """,
        cluster,
        cluster);
    handle.execute(
        """
        update subject_staging s set workload_id = w.id from trimtab.workload w
        where s.workload_id is null
          and w.cluster_id = ? and (w.namespace, w.kind, w.name) = (s.namespace, s.kind, s.workload)
        """,
        cluster);
  }

  private static void containers(Handle handle) {
    handle.execute(
        """
        insert into trimtab.container (workload_id, name)
        select distinct workload_id, container from subject_staging s
        where not exists (select from trimtab.container c where (c.workload_id, c.name) = (s.workload_id, s.container))
        order by workload_id, container
        on conflict do nothing
        """);
    handle.execute(
        """
        update subject_staging s set container_id = c.id from trimtab.container c
        where (c.workload_id, c.name) = (s.workload_id, s.container)
        """);
  }

  private static Map<Integer, Integer> instances(Handle handle) {
    handle.execute(
        """
        insert into trimtab.instance (container_id, pod, node)
        select distinct container_id, pod, node from subject_staging s
        where not exists (select from trimtab.instance i
          where (i.container_id, i.pod, i.node) = (s.container_id, s.pod, s.node))
        order by container_id, pod, node
        on conflict do nothing
        """);
    var ids = new HashMap<Integer, Integer>();
    handle
        .createQuery(
            """
            select s.at, i.id from subject_staging s
            join trimtab.instance i on (i.container_id, i.pod, i.node) = (s.container_id, s.pod, s.node)
            """)
        .map((row, _) -> ids.put(row.getInt(1), row.getInt(2)))
        .list();
    return ids;
  }
}
