-- Who names LLM keys in Kubernetes and from when to when, cost centre and environment of allocated cost, and what one
-- unit of what the business counts costs.
create table trimtab.key_holder (
  cluster_id int not null references trimtab.cluster,
  kind text not null,
  namespace text not null,
  name text not null,
  labels jsonb not null,
  annotations jsonb not null,
  primary key (cluster_id, kind, namespace, name)
);

create table trimtab.llm_key_owner (
  provider text not null,
  api_key text not null,
  from_day date not null,
  to_day date,
  team text not null,
  namespace text not null,
  workload text not null,
  cost_centre text not null,
  environment text not null,
  claimed_by text not null,
  primary key (provider, api_key, from_day),
  check (to_day is null or to_day > from_day)
);

create view finops.llm_key_owners as
select provider, api_key, from_day, to_day, team, namespace, workload, cost_centre, environment, claimed_by
from trimtab.llm_key_owner;

comment on view finops.llm_key_owners is 'Owners of LLM keys by annotation in Kubernetes, and when they were; the attribution map of the configuration comes before them';
comment on column finops.llm_key_owners.provider is 'Provider of the key by the annotation; empty for any';
comment on column finops.llm_key_owners.api_key is 'Id or name of the key, as the annotation writes it; never the key';
comment on column finops.llm_key_owners.from_day is 'First UTC day it holds: the day it was first seen, or that the annotation states';
comment on column finops.llm_key_owners.to_day is 'First UTC day it no longer holds; null while it does';
comment on column finops.llm_key_owners.team is 'Owner by annotation or label, or unattributed';
comment on column finops.llm_key_owners.namespace is 'Namespace of the object that names the key';
comment on column finops.llm_key_owners.workload is 'Kind/name of the workload that names the key; empty for other objects';
comment on column finops.llm_key_owners.cost_centre is 'Cost centre by annotation, or empty';
comment on column finops.llm_key_owners.environment is 'Environment by annotation, or empty';
comment on column finops.llm_key_owners.claimed_by is 'The object that names the key: cluster/namespace/Kind/name';

alter table trimtab.cost_daily
  add column cost_centre text not null default '',
  add column environment text not null default '';
alter table trimtab.cost_daily drop constraint cost_daily_pkey;
alter table trimtab.cost_daily add primary key
  (day, provider, cluster, namespace, workload, team, kind, sku, price_basis, cost_centre, environment);
alter table trimtab.cost_daily
  alter column cost_centre drop default,
  alter column environment drop default;

create table trimtab.business_count (
  metric text not null,
  day date not null,
  team text not null,
  namespace text not null,
  model text not null,
  count numeric not null,
  primary key (metric, day, team, namespace, model)
);

-- A day without any LLM usage, or without any allocated infrastructure, is one whose cost is not known yet.
create view finops.business_unit_costs as
select b.day, b.metric, b.team, b.namespace, b.model, b.count as units,
       l.currency, l.cost as llm_cost, l.unpriced_tokens,
       case when b.count > 0 then l.cost / b.count end as llm_cost_per_unit,
       i.cost as infrastructure_cost,
       case when b.count > 0 then i.cost / b.count end as infrastructure_cost_per_unit
from trimtab.business_count b
cross join lateral (
  select case when count(*) > 0 then coalesce(sum(t.effective_cost) filter (where hit), 0) end as cost,
         coalesce(sum(t.tokens) filter (where hit and t.cost is null
           and t.kind not in ('REQUEST', 'WEB_SEARCH', 'FILE_SEARCH', 'CODE_SESSION', 'STORAGE', 'IMAGE',
             'CHARACTER', 'SECOND')), 0)::bigint as unpriced_tokens,
         max(nullif(t.currency, '')) as currency
  from (
    select u.*, b.team in ('', u.team) and b.namespace in ('', u.namespace)
      and b.model in ('', u.model, regexp_replace(u.model, '-\d{4}-?\d{2}-?\d{2}$', '')) as hit
    from trimtab.token_usage_daily u where u.day = b.day) t) l
cross join lateral (
  select case when count(*) > 0 and b.model = '' then
           coalesce(sum(c.cost) filter (where b.team in ('', c.team) and b.namespace in ('', c.namespace)), 0) end as cost
  from trimtab.cost_daily c where c.day = b.day and c.kind <> 'LLM') i;

comment on view finops.business_unit_costs is 'What one unit of a business metric (an order, an article) costs, by UTC day; a day whose count is not known has no row';
comment on column finops.business_unit_costs.day is 'UTC day';
comment on column finops.business_unit_costs.metric is 'Name of the metric, as configured';
comment on column finops.business_unit_costs.team is 'Team whose cost stands against the units; empty for everybody''s';
comment on column finops.business_unit_costs.namespace is 'Namespace whose cost, in all clusters, stands against the units; empty for all';
comment on column finops.business_unit_costs.model is 'Model whose cost stands against the units, without its date; empty for all';
comment on column finops.business_unit_costs.units is 'How many units were counted';
comment on column finops.business_unit_costs.currency is 'Currency of the costs';
comment on column finops.business_unit_costs.llm_cost is 'LLM cost after discounts; null where no LLM usage of the day is known at all';
comment on column finops.business_unit_costs.unpriced_tokens is 'Tokens without a price: their cost is missing from llm_cost';
comment on column finops.business_unit_costs.llm_cost_per_unit is 'LLM cost of one unit; null where the cost is not known or no unit was counted';
comment on column finops.business_unit_costs.infrastructure_cost is 'Allocated infrastructure cost; null where none of the day is known, and for a metric by model';
comment on column finops.business_unit_costs.infrastructure_cost_per_unit is 'Infrastructure cost of one unit; null where the cost is not known or no unit was counted';

create view finops.business_unit_costs_monthly as
select date_trunc('month', day)::date as month, metric, team, namespace, model,
       count(*)::int as days_counted, sum(units) as units, max(currency) as currency,
       count(llm_cost)::int as llm_days, sum(llm_cost) as llm_cost,
       case when sum(units) filter (where llm_cost is not null) > 0 then
         sum(llm_cost) / sum(units) filter (where llm_cost is not null) end as llm_cost_per_unit,
       count(infrastructure_cost)::int as infrastructure_days, sum(infrastructure_cost) as infrastructure_cost,
       case when sum(units) filter (where infrastructure_cost is not null) > 0 then
         sum(infrastructure_cost) / sum(units) filter (where infrastructure_cost is not null) end
         as infrastructure_cost_per_unit
from finops.business_unit_costs
group by 1, 2, 3, 4, 5;

comment on view finops.business_unit_costs_monthly is 'What one unit of a business metric costs, by month; of the days only on which both count and cost are known';
comment on column finops.business_unit_costs_monthly.month is 'First day of the month (UTC)';
comment on column finops.business_unit_costs_monthly.metric is 'Name of the metric, as configured';
comment on column finops.business_unit_costs_monthly.team is 'Team whose cost stands against the units; empty for everybody''s';
comment on column finops.business_unit_costs_monthly.namespace is 'Namespace whose cost stands against the units; empty for all';
comment on column finops.business_unit_costs_monthly.model is 'Model whose cost stands against the units; empty for all';
comment on column finops.business_unit_costs_monthly.days_counted is 'Days whose count is known; others are left out and not zero';
comment on column finops.business_unit_costs_monthly.units is 'Units counted on these days';
comment on column finops.business_unit_costs_monthly.currency is 'Currency of the costs';
comment on column finops.business_unit_costs_monthly.llm_days is 'Counted days whose LLM cost is known';
comment on column finops.business_unit_costs_monthly.llm_cost is 'LLM cost of these days';
comment on column finops.business_unit_costs_monthly.llm_cost_per_unit is 'LLM cost of one unit on these days';
comment on column finops.business_unit_costs_monthly.infrastructure_days is 'Counted days whose infrastructure cost is known';
comment on column finops.business_unit_costs_monthly.infrastructure_cost is 'Infrastructure cost of these days';
comment on column finops.business_unit_costs_monthly.infrastructure_cost_per_unit is 'Infrastructure cost of one unit on these days';
