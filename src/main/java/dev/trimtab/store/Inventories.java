package dev.trimtab.store;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Namespace;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Placement;
import dev.trimtab.model.cluster.PodTemplate;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Taint;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// What runs in the clusters now, as last seen.
public final class Inventories {
  private final Transactions transactions;

  Inventories(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Every cluster whose API has been read, by name; pods are left out.
  public List<ClusterInventory> present() {
    return transactions.call(handle ->
        handle
            .createQuery(
                "select id, name, as_of, policies, version from trimtab.cluster where as_of is not null order by name")
            .map((row, _) -> cluster(handle, row))
            .list());
  }

  /// How many pods of each workload run on spot nodes now; workloads with none are left out.
  public Map<WorkloadRef, Integer> podsOnSpot() {
    return transactions.call(handle -> {
      var counts = new HashMap<WorkloadRef, Integer>();
      handle
          .createQuery(
              """
              select k.name, w.namespace, w.kind, w.name, count(*)
              from trimtab.pod p
              join trimtab.workload w on w.id = p.workload_id
              join trimtab.cluster k on k.id = p.cluster_id
              join trimtab.node n on n.cluster_id = p.cluster_id and n.name = p.node and n.present
              where p.present and n.capacity_type = 'SPOT'
              group by k.name, w.namespace, w.kind, w.name
              """)
          .map((row, _) ->
              counts.put(
                  new WorkloadRef(
                      row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                  row.getInt(5)))
          .list();
      return counts;
    });
  }

  /// On what kinds of node the pods of each workload run now; workloads with none are left out.
  public Map<WorkloadRef, List<Placement>> placements() {
    return transactions.call(handle -> {
      var placements = new HashMap<WorkloadRef, List<Placement>>();
      handle
          .createQuery(
              """
              select k.name, w.namespace, w.kind, w.name, n.instance_type, n.arch, count(*)
              from trimtab.pod p
              join trimtab.workload w on w.id = p.workload_id
              join trimtab.cluster k on k.id = p.cluster_id
              join trimtab.node n on n.cluster_id = p.cluster_id and n.name = p.node and n.present
              where p.present
              group by k.name, w.namespace, w.kind, w.name, n.instance_type, n.arch
              order by k.name, w.namespace, w.kind, w.name, n.instance_type, n.arch
              """)
          .map((row, _) ->
              placements
                  .computeIfAbsent(
                      new WorkloadRef(
                          row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                      _ -> new ArrayList<>())
                  .add(new Placement(row.getString(5), row.getString(6), row.getInt(7))))
          .list();
      return placements;
    });
  }

  /// Containers that webhooks add to pods, by workload; workloads with none are left out.
  public Map<WorkloadRef, List<Container>> injected() {
    return transactions.call(handle -> {
      var injected = new HashMap<WorkloadRef, List<Container>>();
      handle
          .createQuery(
              """
              select k.name, w.namespace, w.kind, w.name, w.injected
              from trimtab.workload w join trimtab.cluster k on k.id = w.cluster_id
              where w.present and w.injected <> '[]'
              """)
          .map((row, _) ->
              injected.put(
                  new WorkloadRef(
                      row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                  List.of(Json.read(row.getString(5), Container[].class))))
          .list();
      return injected;
    });
  }

  /// How many pods of each workload run on each node of a cluster now, by node; those that have
  /// ended or wait are left out.
  public Map<String, Map<WorkloadRef, Integer>> podsByNode(String cluster) {
    return transactions.call(handle -> {
      var pods = new HashMap<String, Map<WorkloadRef, Integer>>();
      handle
          .createQuery(
              """
              select p.node, w.namespace, w.kind, w.name, count(*)
              from trimtab.pod p
              join trimtab.workload w on w.id = p.workload_id
              join trimtab.cluster k on k.id = p.cluster_id
              where p.present and k.name = :cluster and p.node is not null
                and p.phase not in ('Succeeded', 'Failed')
              group by p.node, w.namespace, w.kind, w.name
              """)
          .bind("cluster", cluster)
          .map((row, _) ->
              pods.computeIfAbsent(row.getString(1), _ -> new HashMap<>())
                  .put(
                      new WorkloadRef(
                          cluster, row.getString(2), row.getString(3), row.getString(4)),
                      row.getInt(5)))
          .list();
      return pods;
    });
  }

  private static ClusterInventory cluster(Handle handle, ResultSet row) throws SQLException {
    int id = row.getInt("id");
    var name = row.getString("name");
    return new ClusterInventory(
        name,
        instant(row, "as_of"),
        namespaces(handle, id),
        nodes(handle, id),
        workloads(handle, id, name),
        List.of(),
        Json.read(row.getString("policies"), Policies.class),
        row.getString("version"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  private static List<Namespace> namespaces(Handle handle, int cluster) {
    return handle
        .createQuery(
            "select name, labels, annotations from trimtab.namespace where cluster_id = :c and present order by name")
        .bind("c", cluster)
        .map((row, _) ->
            new Namespace(
                row.getString(1), Json.texts(row.getString(2)), Json.texts(row.getString(3))))
        .list();
  }

  private static List<Node> nodes(Handle handle, int cluster) {
    return handle
        .createQuery(
            "select * from trimtab.node where cluster_id = :c and present order by name, created_at")
        .bind("c", cluster)
        .map((row, _) -> node(row))
        .list();
  }

  private static Node node(ResultSet row) throws SQLException {
    return new Node(
        row.getString("name"),
        row.getString("provider_id"),
        row.getString("instance_type"),
        row.getString("region"),
        row.getString("zone"),
        row.getString("arch"),
        CapacityType.valueOf(row.getString("capacity_type")),
        Cpu.millis(row.getLong("capacity_cpu")),
        Memory.bytes(row.getLong("capacity_memory")),
        Cpu.millis(row.getLong("allocatable_cpu")),
        Memory.bytes(row.getLong("allocatable_memory")),
        row.getInt("gpus"),
        row.getInt("max_pods"),
        row.getBoolean("ready"),
        instant(row, "created_at"),
        Json.texts(row.getString("labels")),
        List.of(Json.read(row.getString("taints"), Taint[].class)));
  }

  private static List<Workload> workloads(Handle handle, int cluster, String name) {
    return handle
        .createQuery(
            "select * from trimtab.workload where cluster_id = :c and present order by namespace, kind, name")
        .bind("c", cluster)
        .map((row, _) -> workload(row, name))
        .list();
  }

  private static Workload workload(ResultSet row, String cluster) throws SQLException {
    var autoscaler = row.getString("autoscaler");
    var budget = row.getString("budget");
    return new Workload(
        new WorkloadRef(
            cluster, row.getString("namespace"), row.getString("kind"), row.getString("name")),
        row.getString("api_version"),
        row.getInt("replicas"),
        instant(row, "created_at"),
        Json.texts(row.getString("labels")),
        Json.texts(row.getString("annotations")),
        Json.read(row.getString("template"), PodTemplate.class),
        autoscaler == null ? null : Json.read(autoscaler, Workload.Autoscaler.class),
        budget == null ? null : Json.read(budget, Workload.DisruptionBudget.class));
  }
}
