-- Every container's daily profiles in order, beside what is known of it today. Parameters: first day, last day.
with latest_resources as (
  select distinct on (i.container_id) i.container_id, r.*
  from trimtab.instance_resources r
  join trimtab.instance i on i.id = r.instance_id
  order by i.container_id, r.from_at desc, r.instance_id desc
),
latest_day as (
  select w.cluster_id, max(d.day) as day
  from trimtab.usage_daily d
  join trimtab.container c on c.id = d.container_id
  join trimtab.workload w on w.id = c.workload_id
  group by w.cluster_id
)
select c.id as container_id, k.name as cluster, w.namespace, w.kind, w.name as workload, c.name as container,
  w.present, w.template, coalesce(w.replicas, 0) as replicas, k.as_of is not null as api_known,
  r.cpu_request, r.cpu_limit, r.memory_request, r.memory_limit, coalesce(r.gpus, 0) as gpus,
  coalesce(p.pods, 0) as pods_latest,
  d.day, d.cpu_histogram, d.cpu_peak, d.cpu_avg, d.memory_peak, d.memory_avg, d.throttled, d.oom_kills, d.restarts,
  d.samples, d.hours, d.pods
from trimtab.container c
join trimtab.workload w on w.id = c.workload_id
join trimtab.cluster k on k.id = w.cluster_id
left join latest_resources r on r.container_id = c.id
left join latest_day l on l.cluster_id = k.id
left join trimtab.usage_daily p on p.container_id = c.id and p.day = l.day
left join trimtab.usage_daily d on d.container_id = c.id and d.day between ? and ?
order by k.name, w.namespace, w.kind, w.name, c.name, c.id, d.day
