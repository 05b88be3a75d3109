-- What each cluster's nodes cost, and what they should be. Every night's figures are kept, of each cluster's last plan
-- the whole.
create table trimtab.cluster_plan (
  cluster text not null,
  as_of timestamptz not null,
  run_id bigint not null references trimtab.run,
  currency text not null,
  today_nodes integer not null,
  today_per_hour numeric(18, 9) not null,
  requested_nodes integer not null,
  requested_per_hour numeric(18, 9) not null,
  recommended_nodes integer not null,
  recommended_per_hour numeric(18, 9) not null,
  lower_bound_per_hour numeric(18, 9) not null,
  gap double precision not null,
  unplaced_pods integer not null,
  nominal_monthly numeric(18, 9) not null,
  realizable_monthly numeric(18, 9) not null,
  comparable boolean not null,
  plan jsonb,
  primary key (cluster, as_of)
);

alter table trimtab.recommendation add column realizable_monthly_savings numeric(18, 9);

create or replace view finops.recommendations as
select id, cluster, namespace, workload_kind, workload, container, team, kind, current, proposed,
       monthly_savings as nominal_monthly_savings,
       realizable_monthly_savings,
       currency, price_basis,
       greatest((evidence -> 'figures' ->> 'cpu_exceedance_stated')::double precision,
                (evidence -> 'figures' ->> 'memory_exceedance_stated')::double precision) as stated_risk,
       (select jsonb_object_agg(substring(f.key from '^backtest_(.*)$'), f.value)
        from jsonb_each(evidence -> 'figures') f where f.key like 'backtest\_%') as backtest,
       reason, evidence, nullif(patch, '') as patch, status, first_seen, last_seen, run_id
from trimtab.recommendation
where closed_at is null;

create or replace view finops.recommendation_history as
select id, cluster, namespace, workload_kind, workload, container, team, kind, current, proposed,
       monthly_savings as nominal_monthly_savings, currency, price_basis, reason, evidence, status,
       first_seen, last_seen, closed_at, run_id, realizable_monthly_savings
from trimtab.recommendation;

create or replace view finops.savings as
select id as recommendation_id, cluster, namespace, workload_kind, workload, container, team, kind,
       case status when 'applied' then 'applied' when 'open' then 'proposed' else status end as state,
       monthly_savings as proposed_monthly_savings,
       case when status = 'applied' then monthly_savings end as applied_monthly_savings,
       currency, first_seen as proposed_at,
       case when status = 'applied' then closed_at end as applied_at,
       realizable_monthly_savings as realizable_monthly_savings
from trimtab.recommendation
where kind = 'resize';

create view finops.node_plan_history as
select cluster, as_of, today_nodes, today_per_hour, requested_nodes, requested_per_hour,
       recommended_nodes, recommended_per_hour, lower_bound_per_hour, gap, unplaced_pods,
       nominal_monthly as nominal_monthly_savings,
       realizable_monthly as realizable_monthly_savings,
       case when comparable then (today_per_hour - recommended_per_hour) * 730 end as all_monthly_savings,
       currency, run_id
from trimtab.cluster_plan;

create view finops.node_plans as
select distinct on (cluster) *
from finops.node_plan_history
order by cluster, as_of desc;

create view finops.node_plan_nodes as
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
where p.plan is not null;

create view finops.constraint_costs as
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
where p.plan is not null;

create view finops.node_migration_steps as
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
where p.plan is not null;

comment on column finops.recommendations.kind is
  'resize, scale (fewer replicas), idle (does nothing at all), node-mix (other nodes, for the cluster as a whole), keep, insufficient-data, move-to-spot or stay-on-demand';
comment on column finops.recommendation_history.kind is
  'resize, scale (fewer replicas), idle (does nothing at all), node-mix (other nodes, for the cluster as a whole), keep, insufficient-data, move-to-spot or stay-on-demand';
comment on column finops.recommendations.realizable_monthly_savings is
  'What nodes cost less a month for it, by the night''s node plans; a cluster''s rows, its node-mix among them, add up to what its nodes cost today less what they cost by the plan; null where it is no part of that, or nothing was planned';
comment on column finops.recommendation_history.realizable_monthly_savings is
  'What nodes would have cost less a month for it, by the last night''s node plans; null where it was no part of that, or nothing was planned';
comment on column finops.savings.realizable_monthly_savings is
  'What nodes cost less a month for it, by node plans, when last seen; null where nothing was planned';

comment on view finops.node_plan_history is 'What each cluster''s nodes cost and should cost, night by night';
comment on column finops.node_plan_history.cluster is 'Cluster, by its configured name';
comment on column finops.node_plan_history.as_of is 'As-of of the run that planned (UTC)';
comment on column finops.node_plan_history.today_nodes is 'Nodes that stood';
comment on column finops.node_plan_history.today_per_hour is 'Their price an hour, at the prices that plans count with; nodes without a known price left out';
comment on column finops.node_plan_history.requested_nodes is 'Nodes of the plan for the requests in force';
comment on column finops.node_plan_history.requested_per_hour is 'Price an hour of the plan for the requests in force';
comment on column finops.node_plan_history.recommended_nodes is 'Nodes of the plan for recommended requests';
comment on column finops.node_plan_history.recommended_per_hour is 'Price an hour of the plan for recommended requests';
comment on column finops.node_plan_history.lower_bound_per_hour is 'Proven: no plan for recommended requests that places as much costs less an hour';
comment on column finops.node_plan_history.gap is 'How far the plan for recommended requests is above its lower bound, as a share of it; Infinity where only the bound is nothing';
comment on column finops.node_plan_history.unplaced_pods is 'Pods for which no node that can be had is right, in the plan for recommended requests';
comment on column finops.node_plan_history.nominal_monthly_savings is 'Savings of recommended requests at list prices of requests, over 730 hours';
comment on column finops.node_plan_history.realizable_monthly_savings is 'Savings of recommended requests on nodes: the two plans'' difference over 730 hours';
comment on column finops.node_plan_history.all_monthly_savings is 'What nodes cost today less what they cost by the plan for recommended requests, over 730 hours; null where the two cannot be compared: a node of today has no price, a pod has no place, or no cheaper nodes were found';
comment on column finops.node_plan_history.currency is 'Currency of all amounts';
comment on column finops.node_plan_history.run_id is 'Run that planned';

comment on view finops.node_plans is 'What each cluster''s nodes cost and should cost, by its last plan';
comment on column finops.node_plans.cluster is 'Cluster, by its configured name';
comment on column finops.node_plans.as_of is 'As-of of the run that planned (UTC)';
comment on column finops.node_plans.today_nodes is 'Nodes that stood';
comment on column finops.node_plans.today_per_hour is 'Their price an hour, at the prices that plans count with; nodes without a known price left out';
comment on column finops.node_plans.requested_nodes is 'Nodes of the plan for the requests in force';
comment on column finops.node_plans.requested_per_hour is 'Price an hour of the plan for the requests in force';
comment on column finops.node_plans.recommended_nodes is 'Nodes of the plan for recommended requests';
comment on column finops.node_plans.recommended_per_hour is 'Price an hour of the plan for recommended requests';
comment on column finops.node_plans.lower_bound_per_hour is 'Proven: no plan for recommended requests that places as much costs less an hour';
comment on column finops.node_plans.gap is 'How far the plan for recommended requests is above its lower bound, as a share of it; Infinity where only the bound is nothing';
comment on column finops.node_plans.unplaced_pods is 'Pods for which no node that can be had is right, in the plan for recommended requests';
comment on column finops.node_plans.nominal_monthly_savings is 'Savings of recommended requests at list prices of requests, over 730 hours';
comment on column finops.node_plans.realizable_monthly_savings is 'Savings of recommended requests on nodes: the two plans'' difference over 730 hours';
comment on column finops.node_plans.all_monthly_savings is 'What nodes cost today less what they cost by the plan for recommended requests, over 730 hours; null where the two cannot be compared: a node of today has no price, a pod has no place, or no cheaper nodes were found';
comment on column finops.node_plans.currency is 'Currency of all amounts';
comment on column finops.node_plans.run_id is 'Run that planned';

comment on view finops.node_plan_nodes is 'Nodes of each cluster''s last plans, those with the same pods as one row';
comment on column finops.node_plan_nodes.cluster is 'Cluster, by its configured name';
comment on column finops.node_plan_nodes.as_of is 'As-of of the run that planned (UTC)';
comment on column finops.node_plan_nodes.plan is 'requested (for the requests in force) or recommended';
comment on column finops.node_plan_nodes.instance_type is 'Instance type';
comment on column finops.node_plan_nodes.zone is 'Availability zone';
comment on column finops.node_plan_nodes.capacity_type is 'on-demand, spot or reserved';
comment on column finops.node_plan_nodes.arch is 'amd64 or arm64';
comment on column finops.node_plan_nodes.nodes is 'How many such nodes';
comment on column finops.node_plan_nodes.price_per_hour is 'Price of one of them an hour';
comment on column finops.node_plan_nodes.currency is 'Currency of the price';
comment on column finops.node_plan_nodes.pods_per_node is 'Pods on each of them, DaemonSets not counted';
comment on column finops.node_plan_nodes.pods is 'Replicas on each of them (JSON), by namespace/kind/name';

comment on view finops.constraint_costs is 'What rules of workloads cost, by each cluster''s last plan';
comment on column finops.constraint_costs.cluster is 'Cluster, by its configured name';
comment on column finops.constraint_costs.as_of is 'As-of of the run that planned (UTC)';
comment on column finops.constraint_costs.kind is 'zone-spread, pool-share, one-per-node, zone-tied, not-on-spot or arch';
comment on column finops.constraint_costs.namespace is 'Kubernetes namespace';
comment on column finops.constraint_costs.workload_kind is 'Kind of the top controller';
comment on column finops.constraint_costs.workload is 'Name of the top controller';
comment on column finops.constraint_costs.monthly_cost is 'What would be saved a month without the rule, all else equal; the words say whether exactly, at most or about';
comment on column finops.constraint_costs.currency is 'Currency of the cost';
comment on column finops.constraint_costs.words is 'The same, in a sentence';

comment on view finops.node_migration_steps is 'From the nodes that stand to those of the plan for recommended requests, in safe order';
comment on column finops.node_migration_steps.cluster is 'Cluster, by its configured name';
comment on column finops.node_migration_steps.as_of is 'As-of of the run that planned (UTC)';
comment on column finops.node_migration_steps.step is 'Order: after all before it';
comment on column finops.node_migration_steps.action is 'add, drain, keep, or blocked where a PodDisruptionBudget lets nothing go';
comment on column finops.node_migration_steps.node is 'Node that is drained or kept; null for nodes to add';
comment on column finops.node_migration_steps.instance_type is 'Instance type';
comment on column finops.node_migration_steps.zone is 'Availability zone';
comment on column finops.node_migration_steps.capacity_type is 'on-demand, spot, reserved or unknown';
comment on column finops.node_migration_steps.nodes is 'How many nodes';
comment on column finops.node_migration_steps.words is 'The step, in a sentence';
