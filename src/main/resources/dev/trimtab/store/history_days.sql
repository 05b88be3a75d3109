-- The daily profiles of every container, in the order of histories.sql, with what was in force at the end of each day.
-- Where "true" stands, a choice may be put. Parameters after the choice's: first day, last day.
with chosen as (
  select c.id, row_number() over (order by k.name, w.namespace, w.kind, w.name, c.name, c.id) as place
  from trimtab.container c
  join trimtab.workload w on w.id = c.workload_id
  join trimtab.cluster k on k.id = w.cluster_id
  where true
),
-- the last word of each day: however many pods came and went, a container has few of them
last_of_day as (
  select distinct on (i.container_id, (r.from_at at time zone 'UTC')::date) i.container_id,
    (r.from_at at time zone 'UTC')::date as day, r.cpu_request, r.cpu_limit, r.memory_request, r.memory_limit, r.gpus
  from chosen c
  join trimtab.instance i on i.container_id = c.id
  join trimtab.instance_resources r on r.instance_id = i.id
  order by i.container_id, (r.from_at at time zone 'UTC')::date, r.from_at desc, r.instance_id desc
),
in_force as (
  select *, lead(day) over (partition by container_id order by day) as until from last_of_day
)
select d.*, f.container_id is not null as in_force, f.cpu_request, f.cpu_limit, f.memory_request, f.memory_limit,
  coalesce(f.gpus, 0) as gpus
from chosen c
join trimtab.usage_daily d on d.container_id = c.id
left join in_force f on f.container_id = d.container_id and f.day <= d.day and (f.until is null or f.until > d.day)
where d.day between ? and ?
order by c.place, d.day
