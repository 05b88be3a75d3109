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
    Rehoming.oneAtATime(handle, cluster);
    stage(handle, unknown);
    known(handle, cluster);
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
          pod text, node text, told boolean, workload_id int, container_id int, instance_id int) on commit drop
        """);
    try (var copy =
        Copy.into(
            handle,
            "subject_staging (at, namespace, kind, workload, container, pod, node, told)")) {
      for (int at = 0; at < unknown.size(); at++) {
        var subject = unknown.get(at);
        copy.number(at)
            .text(subject.workload().namespace())
            .text(subject.workload().kind())
            .text(subject.workload().name())
            .text(subject.container())
            .text(subject.pod())
            .text(subject.node())
            .plain(!subject.node().isEmpty());
        copy.endRow();
      }
    }
    handle.execute("analyze subject_staging");
  }

  /// A pod's container is the same whoever is thought to own it, and a source that tells no node
  /// means the one that is there: else reading a window again would count it twice.
  private static void known(Handle handle, int cluster) {
    handle.execute(
        """
        update subject_staging t set instance_id = f.id
        from (select distinct on (s.at) s.at, i.id
              from subject_staging s
              join trimtab.instance i on i.pod = s.pod and (not s.told or i.node = s.node or not i.node_told)
              join trimtab.container c on c.id = i.container_id and c.name = s.container
              join trimtab.workload w on w.id = c.workload_id and w.cluster_id = ? and w.namespace = s.namespace
              where s.pod <> ''
              order by s.at, i.node = s.node desc, i.node_told, i.id desc) f
        where t.at = f.at
        """,
        cluster);
    handle.execute(
        """
        update trimtab.instance i set node = s.node, node_told = true
        from subject_staging s
        where s.told and s.instance_id = i.id and not i.node_told
          and not exists (select from trimtab.instance o
            where (o.container_id, o.pod, o.node) = (i.container_id, i.pod, s.node) and o.id <> i.id)
        """);
  }

  /// The cluster's own word on a pod's workload wins over what the sample says.
  private static void whatTheApiKnows(Handle handle, int cluster) {
    handle.execute(
        """
        update subject_staging s
        set workload_id = p.workload_id, node = case s.node when '' then coalesce(p.node, '') else s.node end
        from trimtab.pod p
        where s.instance_id is null and p.cluster_id = ? and p.namespace = s.namespace and p.name = s.pod
        """,
        cluster);
  }

  private static void workloads(Handle handle, int cluster) {
    handle.execute(
        """
        insert into trimtab.workload (cluster_id, namespace, kind, name)
        select distinct ?::int, namespace, kind, workload from subject_staging s
        where instance_id is null and workload_id is null and not exists (select from trimtab.workload w
          where w.cluster_id = ? and (w.namespace, w.kind, w.name) = (s.namespace, s.kind, s.workload))
        order by namespace, kind, workload
        on conflict do nothing
        """,
        cluster,
        cluster);
    handle.execute(
        """
        update subject_staging s set workload_id = w.id from trimtab.workload w
        where s.instance_id is null and s.workload_id is null
          and w.cluster_id = ? and (w.namespace, w.kind, w.name) = (s.namespace, s.kind, s.workload)
        """,
        cluster);
  }

  private static void containers(Handle handle) {
    handle.execute(
        """
        insert into trimtab.container (workload_id, name)
        select distinct workload_id, container from subject_staging s
        where instance_id is null and not exists (select from trimtab.container c where (c.workload_id, c.name) = (s.workload_id, s.container))
        order by workload_id, container
        on conflict do nothing
        """);
    handle.execute(
        """
        update subject_staging s set container_id = c.id from trimtab.container c
        where s.instance_id is null and (c.workload_id, c.name) = (s.workload_id, s.container)
        """);
  }

  private static Map<Integer, Integer> instances(Handle handle) {
    handle.execute(
        """
        insert into trimtab.instance (container_id, pod, node, node_told)
        select container_id, pod, node, bool_or(told) from subject_staging s
        where instance_id is null and not exists (select from trimtab.instance i
          where (i.container_id, i.pod, i.node) = (s.container_id, s.pod, s.node))
        group by container_id, pod, node
        order by container_id, pod, node
        on conflict do nothing
        """);
    var ids = new HashMap<Integer, Integer>();
    handle
        .createQuery(
            """
            select at, instance_id from subject_staging where instance_id is not null
            union all
            select s.at, i.id from subject_staging s
            join trimtab.instance i on (i.container_id, i.pod, i.node) = (s.container_id, s.pod, s.node)
            where s.instance_id is null
            """)
        .map((row, _) -> ids.put(row.getInt(1), row.getInt(2)))
        .list();
    return ids;
  }
}
