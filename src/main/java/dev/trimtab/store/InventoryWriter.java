package dev.trimtab.store;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.WorkloadRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/// Saves a cluster as it is now. What is no longer in it stays, marked as not present.
final class InventoryWriter {
  private final Transactions transactions;

  InventoryWriter(Transactions transactions) {
    this.transactions = transactions;
  }

  /// An inventory older than the one stored is ignored.
  void save(ClusterInventory inventory) {
    transactions.run(handle -> {
      int cluster = new Dimensions(handle).cluster(inventory.cluster());
      if (!newer(handle, cluster, inventory)) {
        return;
      }
      namespaces(handle, cluster, inventory);
      nodes(handle, cluster, inventory);
      var ids = workloads(handle, cluster, inventory);
      pods(handle, cluster, inventory, ids);
      Rehoming.follow(handle, cluster);
    });
  }

  private static boolean newer(Handle handle, int cluster, ClusterInventory inventory) {
    var policies = Json.write(inventory.policies());
    boolean stale =
        handle
            .createQuery("select as_of > :asOf from trimtab.cluster where id = :id for update")
            .bind("asOf", inventory.asOf())
            .bind("id", cluster)
            .map((row, _) -> row.getBoolean(1))
            .one();
    if (!stale) {
      handle.execute(
          """
          update trimtab.cluster set as_of = ?, policies = ?::jsonb, version = ?
          where id = ? and (as_of, policies, version) is distinct from (?, ?::jsonb, ?)
          """,
          inventory.asOf(),
          policies,
          Text.clean(inventory.version()),
          cluster,
          inventory.asOf(),
          policies,
          Text.clean(inventory.version()));
    }
    return !stale;
  }

  private static void namespaces(Handle handle, int cluster, ClusterInventory inventory) {
    var batch =
        handle.prepareBatch(
            """
            insert into trimtab.namespace as t (cluster_id, name, labels, annotations, present)
            values (?, ?, ?::jsonb, ?::jsonb, true)
            on conflict (cluster_id, name) do update
            set labels = excluded.labels, annotations = excluded.annotations, present = true
            where (t.labels, t.annotations, t.present) is distinct from (excluded.labels, excluded.annotations, true)
            """);
    for (var n : inventory.namespaces()) {
      batch.add(cluster, n.name(), Json.write(n.labels()), Json.write(n.annotations()));
    }
    execute(batch);
    var names = inventory.namespaces().stream().map(n -> n.name()).toArray(String[]::new);
    handle.execute(
        "update trimtab.namespace set present = false where cluster_id = ? and present and name <> all (?)",
        cluster,
        names);
  }

  private static void execute(org.jdbi.v3.core.statement.PreparedBatch batch) {
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  private static void nodes(Handle handle, int cluster, ClusterInventory inventory) {
    var batch =
        handle.prepareBatch(
            """
            insert into trimtab.node as t (cluster_id, name, created_at, provider_id, instance_type, region, zone, arch,
              capacity_type, capacity_cpu, capacity_memory, allocatable_cpu, allocatable_memory, gpus, max_pods, ready,
              labels, taints, first_seen, last_seen, present)
            values (:cluster, :name, :created, :provider, :type, :region, :zone, :arch,
              :capacityType, :cpu, :memory, :allocatableCpu, :allocatableMemory, :gpus, :maxPods, :ready,
              :labels::jsonb, :taints::jsonb, :asOf, :asOf, true)
            on conflict (cluster_id, name, created_at) do update
            set provider_id = excluded.provider_id, instance_type = excluded.instance_type, region = excluded.region,
              zone = excluded.zone, arch = excluded.arch, capacity_type = excluded.capacity_type,
              capacity_cpu = excluded.capacity_cpu, capacity_memory = excluded.capacity_memory,
              allocatable_cpu = excluded.allocatable_cpu, allocatable_memory = excluded.allocatable_memory,
              gpus = excluded.gpus, max_pods = excluded.max_pods, ready = excluded.ready, labels = excluded.labels,
              taints = excluded.taints, last_seen = excluded.last_seen, present = true
            where (t.instance_type, t.capacity_type, t.ready, t.labels, t.last_seen, t.present, t.allocatable_cpu,
                   t.allocatable_memory, t.taints)
              is distinct from (excluded.instance_type, excluded.capacity_type, excluded.ready, excluded.labels,
                   excluded.last_seen, true, excluded.allocatable_cpu, excluded.allocatable_memory, excluded.taints)
            """);
    for (var n : inventory.nodes()) {
      batch
          .bind("cluster", cluster)
          .bind("name", n.name())
          .bind("created", n.createdAt())
          .bind("provider", n.providerId())
          .bind("type", n.instanceType())
          .bind("region", n.region())
          .bind("zone", n.zone())
          .bind("arch", n.arch())
          .bind("capacityType", n.capacityType().name())
          .bind("cpu", n.capacityCpu().millis())
          .bind("memory", n.capacityMemory().bytes())
          .bind("allocatableCpu", n.allocatableCpu().millis())
          .bind("allocatableMemory", n.allocatableMemory().bytes())
          .bind("gpus", n.gpus())
          .bind("maxPods", n.maxPods())
          .bind("ready", n.ready())
          .bind("labels", Json.write(n.labels()))
          .bind("taints", Json.write(n.taints()))
          .bind("asOf", inventory.asOf())
          .add();
    }
    execute(batch);
    var names =
        inventory.nodes().stream()
            .map(n -> n.name() + "@" + n.createdAt().toEpochMilli())
            .toArray(String[]::new);
    handle.execute(
        """
        update trimtab.node set present = false
        where cluster_id = ? and present
          and name || '@' || (extract(epoch from created_at) * 1000)::bigint <> all (?)
        """,
        cluster,
        names);
  }

  private static Map<WorkloadRef, Integer> workloads(
      Handle handle, int cluster, ClusterInventory inventory) {
    var ids = new HashMap<WorkloadRef, Integer>();
    var dimensions = new Dimensions(handle);
    var injected = Injected.of(inventory);
    for (var w : inventory.workloads()) {
      int id = dimensions.workload(cluster, w.ref());
      ids.put(w.ref(), id);
      var row =
          handle.createUpdate(
              """
              update trimtab.workload
              set api_version = :api, replicas = :replicas, created_at = :created, labels = :labels::jsonb,
                annotations = :annotations::jsonb, template = :template::jsonb, autoscaler = :autoscaler::jsonb,
                budget = :budget::jsonb, injected = :injected::jsonb, present = true
              where id = :id
                and (api_version, replicas, created_at, labels, annotations, template, autoscaler, budget, injected,
                    present)
                  is distinct from (:api, :replicas, :created, :labels::jsonb, :annotations::jsonb, :template::jsonb,
                    :autoscaler::jsonb, :budget::jsonb, :injected::jsonb, true)
              """);
      row.bind("id", id)
          .bind("api", w.apiVersion())
          .bind("replicas", w.replicas())
          .bind("created", w.createdAt())
          .bind("labels", Json.write(w.labels()))
          .bind("annotations", Json.write(w.annotations()))
          .bind("template", Json.write(w.template()))
          .bind("injected", Json.write(injected.getOrDefault(w.ref(), List.of())))
          .bind(
              "autoscaler",
              w.autoscaler() == null ? null : Json.write(Objects.requireNonNull(w.autoscaler())))
          .bind(
              "budget", w.budget() == null ? null : Json.write(Objects.requireNonNull(w.budget())))
          .execute();
    }
    handle.execute(
        "update trimtab.workload set present = false where cluster_id = ? and present and id <> all (?)",
        cluster,
        ids.values().stream().mapToInt(Integer::intValue).boxed().toArray(Integer[]::new));
    return ids;
  }

  private static void pods(
      Handle handle, int cluster, ClusterInventory inventory, Map<WorkloadRef, Integer> workloads)
      throws java.sql.SQLException {
    var dimensions = new Dimensions(handle);
    for (var p : inventory.pods()) { // before COPY, during which the connection answers no queries
      workloads.computeIfAbsent(p.workload(), ref -> dimensions.workload(cluster, ref));
    }
    handle.execute(
        """
        create temporary table pod_staging (namespace text, name text, workload_id int, node text, phase text,
          created_at timestamptz) on commit drop
        """);
    try (var copy = Copy.into(handle, "pod_staging")) {
      for (var p : inventory.pods()) {
        int workload = Objects.requireNonNull(workloads.get(p.workload()));
        copy.text(p.workload().namespace())
            .text(p.name())
            .number(workload)
            .text(p.node())
            .text(p.phase())
            .plain(p.createdAt());
        copy.endRow();
      }
    }
    handle.execute(
        """
        insert into trimtab.pod as t (cluster_id, namespace, name, workload_id, node, phase, created_at, present)
        select distinct on (namespace, name) ?, namespace, name, workload_id, node, phase, created_at, true
        from pod_staging order by namespace, name
        on conflict (cluster_id, namespace, name) do update
        set workload_id = excluded.workload_id, node = excluded.node, phase = excluded.phase,
          created_at = excluded.created_at, present = true
        where (t.workload_id, t.node, t.phase, t.created_at, t.present)
          is distinct from (excluded.workload_id, excluded.node, excluded.phase, excluded.created_at, true)
        """,
        cluster);
    handle.execute(
        """
        update trimtab.pod p set present = false
        where cluster_id = ? and present
          and not exists (select from pod_staging s where s.namespace = p.namespace and s.name = p.name)
        """,
        cluster);
  }
}
