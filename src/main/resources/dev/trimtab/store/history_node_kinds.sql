-- The days of DaemonSets' containers by kind of node, in the order of histories.sql. Where "true" stands, a choice may
-- be put. Parameters after the choice's: first day, last day.
with chosen as (
  select c.id, row_number() over (order by k.name, w.namespace, w.kind, w.name, c.name, c.id) as place
  from trimtab.container c
  join trimtab.workload w on w.id = c.workload_id
  join trimtab.cluster k on k.id = w.cluster_id
  where true and w.kind = 'DaemonSet'
)
select d.container_id, d.instance_type, d.cpu_histogram, d.memory_peak
from chosen c
join trimtab.node_kind_daily d on d.container_id = c.id
where d.day between ? and ?
order by c.place, d.instance_type, d.day
