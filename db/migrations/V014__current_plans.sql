-- A cluster that the last run did not plan (gone, or not to be planned) has no current plan, only a history. A plan is
-- kept with a fingerprint of all that it rests on: the same again is not searched for anew.
alter table trimtab.cluster_plan
  add column current boolean not null default false,
  add column fingerprint text not null default '',
  add column notes jsonb not null default '[]';

update trimtab.cluster_plan set current = true where as_of = (select max(as_of) from trimtab.cluster_plan);

create or replace view finops.node_plans as
select h.*
from finops.node_plan_history h
join trimtab.cluster_plan p using (cluster, as_of)
where p.current;

create or replace view finops.node_plan_nodes as
select p.cluster, p.as_of, l.name as plan,
       g ->> 'instanceType' as instance_type,
       g ->> 'zone' as zone,
       replace(lower(g ->> 'capacityType'), '_', '-') as capacity_type,
       g ->> 'arch' as arch,
       (g ->> 'count')::integer as nodes,
       (g -> 'price' ->> 'amount')::numeric as price_per_hour,
       p.currency,
       (select coalesce(sum((s ->> 'replicas')::integer), 0)::integer
        from jsonb_array_elements(g -> 'pods') s) as pods_per_node,
       (select coalesce(jsonb_object_agg(
                 concat_ws('/', s -> 'workload' ->> 'namespace', s -> 'workload' ->> 'kind', s -> 'workload' ->> 'name'),
                 (s ->> 'replicas')::integer), '{}')
        from jsonb_array_elements(g -> 'pods') s) as pods
from trimtab.cluster_plan p
cross join lateral (values ('requested', p.plan -> 'asRequested'), ('recommended', p.plan -> 'asRecommended'))
  as l (name, layout)
cross join lateral jsonb_array_elements(l.layout -> 'nodes') g
where p.current and p.plan is not null;

create or replace view finops.constraint_costs as
select p.cluster, p.as_of,
       c ->> 'kind' as kind,
       c -> 'workload' ->> 'namespace' as namespace,
       c -> 'workload' ->> 'kind' as workload_kind,
       c -> 'workload' ->> 'name' as workload,
       (c -> 'monthly' ->> 'amount')::numeric as monthly_cost,
       p.currency,
       c ->> 'words' as words
from trimtab.cluster_plan p
cross join lateral jsonb_array_elements(p.plan -> 'constraints') c
where p.current and p.plan is not null;

create or replace view finops.node_migration_steps as
select p.cluster, p.as_of, s.step::integer as step,
       s.value ->> 'action' as action,
       nullif(s.value ->> 'node', '') as node,
       s.value ->> 'instanceType' as instance_type,
       s.value ->> 'zone' as zone,
       replace(lower(s.value ->> 'capacityType'), '_', '-') as capacity_type,
       (s.value ->> 'count')::integer as nodes,
       s.value ->> 'words' as words
from trimtab.cluster_plan p
cross join lateral jsonb_array_elements(p.plan -> 'migration') with ordinality as s (value, step)
where p.current and p.plan is not null;

comment on view finops.node_plans is 'What each cluster''s nodes cost and should cost, by the last run; a cluster that it did not plan has no row';
comment on view finops.node_plan_nodes is 'Nodes of the plans of the last run, those with the same pods as one row';
comment on view finops.constraint_costs is 'What rules of workloads cost, by the plans of the last run';
comment on view finops.node_migration_steps is 'From the nodes that stand to those of the plan for recommended requests, in safe order, by the plans of the last run';
