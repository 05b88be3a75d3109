package dev.trimtab.store;

import dev.trimtab.model.cluster.WorkloadRef;
import org.jdbi.v3.core.Handle;

/// Ids of what facts are about, made where they are missing. A row that is there is not touched.
final class Dimensions {
  private final Handle handle;

  Dimensions(Handle handle) {
    this.handle = handle;
  }

  int cluster(String name) {
    return id(
        """
        with found as (select id from trimtab.cluster where name = :a),
        added as (insert into trimtab.cluster (name) select :a where not exists (select from found)
                  on conflict do nothing returning id)
        select id from found union all select id from added
        """,
        "select id from trimtab.cluster where name = :a",
        name,
        0,
        "",
        "");
  }

  int workload(int cluster, WorkloadRef ref) {
    return id(
        """
        with found as (select id from trimtab.workload
                       where cluster_id = :n and namespace = :a and kind = :b and name = :c),
        added as (insert into trimtab.workload (cluster_id, namespace, kind, name)
                  select :n, :a, :b, :c where not exists (select from found)
                  on conflict do nothing returning id)
        select id from found union all select id from added
        """,
        "select id from trimtab.workload where cluster_id = :n and namespace = :a and kind = :b and name = :c",
        ref.namespace(),
        cluster,
        ref.kind(),
        ref.name());
  }

  /// Another transaction may add the row between our look and our insert: then it is there at the
  /// second look.
  private int id(String upsert, String select, String a, int n, String b, String c) {
    return one(upsert, a, n, b, c).or(() -> one(select, a, n, b, c)).orElseThrow();
  }

  private java.util.Optional<Integer> one(String sql, String a, int n, String b, String c) {
    var query = handle.createQuery(sql).bind("a", Text.clean(a));
    if (sql.contains(":n")) {
      query.bind("n", n);
    }
    if (sql.contains(":b")) {
      query.bind("b", Text.clean(b));
    }
    if (sql.contains(":c")) {
      query.bind("c", Text.clean(c));
    }
    return query.mapTo(Integer.class).findOne();
  }
}
