-- What each container held and used on each node and UTC day. Parameters: first instant, end (excluded).
-- Sums are of whole micro-core-seconds and byte-seconds, so that they do not depend on the order of rows.
-- Held is max(request, usage), interval by interval, with the request that was in force then; where the samples of an
-- instance never told one, with the present template's.
-- Samples are added up by instance before anything is named: sorting millions of rows by name took most of the time.
with declared as (
  select c.id as container_id, max((t.c -> 'resources' -> 'cpuRequest' ->> 'millis')::bigint) as cpu_request,
    max((t.c -> 'resources' -> 'memoryRequest' ->> 'bytes')::bigint) as memory_request,
    max((t.c -> 'resources' ->> 'gpus')::int) as gpus
  from trimtab.container c
  join trimtab.workload w on w.id = c.workload_id
  cross join lateral jsonb_array_elements(w.template -> 'containers') t(c)
  where t.c ->> 'name' = c.name
  group by c.id
),
in_force as (
  select instance_id, cpu_request, memory_request, gpus,
    case when row_number() over w = 1 then '-infinity'::timestamptz else from_at end as from_at,
    coalesce(lead(from_at) over w, 'infinity'::timestamptz) as to_at
  from trimtab.instance_resources
  window w as (partition by instance_id order by from_at)
  union all
  select i.id, d.cpu_request, d.memory_request, d.gpus, '-infinity', 'infinity'
  from trimtab.instance i join declared d on d.container_id = i.container_id
  where not exists (select from trimtab.instance_resources r where r.instance_id = i.id)
),
instance_days as (
  select (u.start_at at time zone 'UTC')::date as day, u.instance_id,
    sum(round(greatest(coalesce(r.cpu_request, 0) * 1000.0::double precision, coalesce(u.cpu_avg, 0) * 1e6::double precision)
      * u.seconds)::bigint) as held_cpu,
    sum(greatest(coalesce(r.memory_request, 0), coalesce(u.memory_avg, 0)) * u.seconds) as held_memory,
    sum(round(coalesce(u.cpu_avg, 0) * 1e6::double precision * u.seconds)::bigint) as used_cpu,
    sum(coalesce(u.memory_avg, 0) * u.seconds) as used_memory,
    sum(coalesce(r.gpus, 0)::bigint * u.seconds) as gpu
  from trimtab.usage u
  left join in_force r on r.instance_id = u.instance_id and u.start_at >= r.from_at and u.start_at < r.to_at
  where u.start_at >= ? and u.start_at < ?
  group by 1, 2
)
select d.day, k.name as cluster, w.namespace, w.kind, w.name as workload, c.name as container, i.node,
  sum(d.held_cpu) / 3.6e9 as core_hours,
  sum(d.held_memory) / 3600.0 / 1073741824 as gib_hours,
  sum(d.used_cpu) / 3.6e9 as used_core_hours,
  sum(d.used_memory) / 3600.0 / 1073741824 as used_gib_hours,
  sum(d.gpu) / 3600.0 as gpu_hours
from instance_days d
join trimtab.instance i on i.id = d.instance_id
join trimtab.container c on c.id = i.container_id
join trimtab.workload w on w.id = c.workload_id
join trimtab.cluster k on k.id = w.cluster_id
group by d.day, k.name, w.namespace, w.kind, w.name, c.name, i.node
order by 1, 2, 3, 4, 5, 6, 7
