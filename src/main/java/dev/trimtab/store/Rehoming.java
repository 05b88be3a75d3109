package dev.trimtab.store;

import org.jdbi.v3.core.Handle;

/// Moves usage that was stored under a guessed workload to the one that the cluster's API names.
final class Rehoming {
  private Rehoming() {}

  /// No constraint holds instances together across guesses, so none may be made while they move.
  static void oneAtATime(Handle handle, int cluster) {
    handle.execute("select pg_advisory_xact_lock(hashtext('trimtab.instance'), ?)", cluster);
  }

  /// Makes instances follow their pods; days whose samples changed hands are to be compacted and
  /// allocated again.
  static void follow(Handle handle, int cluster) {
    oneAtATime(handle, cluster);
    if (stage(handle, cluster) > 0) {
      move(handle);
      markDirty(handle, cluster);
      profiles(handle);
      gauges(handle);
      nodeKinds(handle);
      forgetGuesses(handle, cluster);
    }
    handle.execute("drop table moving");
  }

  /// Pods that came and went between two inventories are known by their ReplicaSet's name alone:
  /// its Deployment's, and a hash without vowels. Only a node that was empty makes a day dirty: a
  /// pod that moves takes nothing of its past along.
  private static int stage(Handle handle, int cluster) {
    handle.execute(
        """
        create temporary table moving on commit drop as
        select distinct on (workload_id, name, pod, node) * from (
          select i.id, c.id as guess, c.workload_id <> p.workload_id as rehomed, i.node = '' and p.node is not null as placed,
            p.workload_id, c.name, i.pod, case when i.node_told then i.node else coalesce(p.node, i.node) end as node
          from trimtab.pod p
          join trimtab.instance i on i.pod = p.name
          join trimtab.container c on c.id = i.container_id
          join trimtab.workload w on w.id = c.workload_id and w.cluster_id = p.cluster_id and w.namespace = p.namespace
          where p.cluster_id = :cluster
            and (c.workload_id <> p.workload_id or (not i.node_told and i.node <> coalesce(p.node, i.node)))
          union all
          select i.id, c.id, true, false, d.id, c.name, i.pod, i.node
          from trimtab.workload g
          join trimtab.workload d on (d.cluster_id, d.namespace, d.name)
              = (g.cluster_id, g.namespace, substring(g.name from '^(.+)-[bcdfghjklmnpqrstvwxz2456789]{6,10}$'))
            and d.kind in ('Deployment', 'Rollout') and d.api_version is not null
          join trimtab.container c on c.workload_id = g.id
          join trimtab.instance i on i.container_id = c.id and i.pod <> ''
          where g.cluster_id = :cluster and g.kind = 'ReplicaSet' and g.api_version is null
            and not exists (select from trimtab.pod p
              where (p.cluster_id, p.namespace, p.name) = (g.cluster_id, g.namespace, i.pod))
        ) m
        where not exists (select from trimtab.instance o join trimtab.container oc on oc.id = o.container_id
          where (oc.workload_id, oc.name, o.pod, o.node) = (m.workload_id, m.name, m.pod, m.node))
        order by workload_id, name, pod, node, id
        """
            .replace(":cluster", Integer.toString(cluster)));
    return handle.createQuery("select count(*) from moving").mapTo(Integer.class).one();
  }

  private static void move(Handle handle) {
    handle.execute(
        """
        insert into trimtab.container (workload_id, name)
        select distinct workload_id, name from moving order by workload_id, name on conflict do nothing
        """);
    handle.execute(
        """
        update trimtab.instance i set container_id = c.id, node = m.node
        from moving m join trimtab.container c on (c.workload_id, c.name) = (m.workload_id, m.name)
        where i.id = m.id
        """);
  }

  private static void markDirty(Handle handle, int cluster) {
    handle.execute(
        """
        insert into trimtab.dirty_day (day, cluster_id, purpose)
        select day, ?, purpose
        from (select distinct (start_at at time zone 'UTC')::date as day from trimtab.usage
              where instance_id in (select id from moving where rehomed or placed)) d,
          unnest(array['compact', 'allocate']) purpose
        order by day, purpose
        on conflict do nothing
        """,
        cluster);
  }

  /// Profiles of days without samples move along as they are; the others are made again, and
  /// whatever a guess keeps of its days is to be counted anew.
  private static void profiles(Handle handle) {
    handle.execute(
        """
        update trimtab.usage_daily d set container_id = h.home
        from (select distinct on (m.guess) m.guess, c.id as home
              from moving m join trimtab.container c on (c.workload_id, c.name) = (m.workload_id, m.name)
              where m.rehomed and not exists (select from trimtab.instance i where i.container_id = m.guess)
              order by m.guess, c.id) h
        where d.container_id = h.guess
          and not exists (select from trimtab.usage_daily o where o.container_id = h.home and o.day = d.day)
          and (select count(*) from (select distinct workload_id from moving m where m.guess = h.guess) w) = 1
        """);
    handle.execute(
        """
        delete from trimtab.usage_daily
        where container_id in (select guess from moving where rehomed)
          and (day in (select day from trimtab.dirty_day where purpose = 'compact')
            or not exists (select from trimtab.instance i where i.container_id = usage_daily.container_id))
        """);
  }

  /// Gauges have no samples that they could be made of again: they go to the one home there is, and
  /// stay with a guess that keeps pods of its own.
  private static void gauges(Handle handle) {
    handle.execute(
        """
        insert into trimtab.gauge_daily as t (container_id, day, gauge, highest)
        select c.id, g.day, g.gauge, max(g.highest)
        from (select guess, name, min(workload_id) as workload_id from moving where rehomed
              group by guess, name having count(distinct workload_id) = 1) m
        join trimtab.container c on (c.workload_id, c.name) = (m.workload_id, m.name)
        join trimtab.gauge_daily g on g.container_id = m.guess
        where not exists (select from trimtab.instance i where i.container_id = m.guess)
        group by c.id, g.day, g.gauge
        on conflict (container_id, day, gauge) do update set highest = excluded.highest
        where t.highest < excluded.highest
        """);
    handle.execute(
        """
        delete from trimtab.gauge_daily g
        where g.container_id in (select guess from moving where rehomed)
          and not exists (select from trimtab.instance i where i.container_id = g.container_id)
        """);
  }

  /// On which kind of node a guess ran is told only while its samples are there to be compacted.
  private static void nodeKinds(Handle handle) {
    handle.execute(
        """
        delete from trimtab.node_kind_daily d
        where d.container_id in (select guess from moving where rehomed)
          and (d.day in (select day from trimtab.dirty_day where purpose = 'compact')
            or not exists (select from trimtab.instance i where i.container_id = d.container_id))
        """);
  }

  /// A guess that nothing is left of would be reported as a workload without usage.
  private static void forgetGuesses(Handle handle, int cluster) {
    handle.execute(
        """
        delete from trimtab.container c where id in (select guess from moving where rehomed)
          and not exists (select from trimtab.instance i where i.container_id = c.id)
        """);
    handle.execute(
        """
        delete from trimtab.workload w where cluster_id = ? and api_version is null
          and not exists (select from trimtab.container c where c.workload_id = w.id)
          and not exists (select from trimtab.pod p where p.workload_id = w.id)
        """,
        cluster);
  }
}
