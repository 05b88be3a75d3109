-- Every container beside what is known of it today. Where "true" stands, a choice may be put.
with chosen as (
  select c.id, c.name as container, w.id as workload_id, w.cluster_id, w.namespace, w.kind, w.name as workload,
    w.present, w.replicas, w.template -> 'containers' as template, w.injected, k.name as cluster,
    k.as_of is not null as api_known
  from trimtab.container c
  join trimtab.workload w on w.id = c.workload_id
  join trimtab.cluster k on k.id = w.cluster_id
  where true
),
latest_resources as (
  select distinct on (i.container_id) i.container_id, r.*
  from chosen c
  join trimtab.instance i on i.container_id = c.id
  join trimtab.instance_resources r on r.instance_id = i.id
  order by i.container_id, r.from_at desc, r.instance_id desc
),
-- in a cluster known by its usage alone, who was seen on its latest day is still there
latest_day as (
  select k.id as cluster_id, max(d.day) as day
  from trimtab.cluster k
  join trimtab.workload w on w.cluster_id = k.id
  join trimtab.container c on c.workload_id = w.id
  join trimtab.usage_daily d on d.container_id = c.id
  where k.as_of is null
  group by k.id
)
select c.id as container_id, c.cluster, c.namespace, c.kind, c.workload, c.container, c.present, c.template, c.injected,
  coalesce(c.replicas, 0) as replicas, c.api_known, coalesce(p.pods, 0) as pods_latest,
  r.cpu_request, r.cpu_limit, r.memory_request, r.memory_limit, coalesce(r.gpus, 0) as gpus
from chosen c
left join latest_resources r on r.container_id = c.id
left join latest_day l on l.cluster_id = c.cluster_id
left join trimtab.usage_daily p on p.container_id = c.id and p.day = l.day
order by c.cluster, c.namespace, c.kind, c.workload, c.container, c.id
