-- The promise to engineers: within a major version columns are added, never renamed or dropped.
-- Views run with their owner's rights, so a reader needs no access to trimtab.

create view finops.recommendations as
select id, cluster, namespace, workload_kind, workload, container, team, kind, current, proposed,
       monthly_savings as nominal_monthly_savings,
       null::numeric(18, 9) as realizable_monthly_savings,
       currency, price_basis,
       (evidence -> 'figures' ->> 'stated_risk')::double precision as stated_risk,
       evidence -> 'backtest' as backtest,
       reason, evidence, nullif(patch, '') as patch, status, first_seen, last_seen, run_id
from trimtab.recommendation
where closed_at is null;

create view finops.recommendation_history as
select id, cluster, namespace, workload_kind, workload, container, team, kind, current, proposed,
       monthly_savings as nominal_monthly_savings, currency, price_basis, reason, evidence, status,
       first_seen, last_seen, closed_at, run_id
from trimtab.recommendation;

create view finops.savings as
select id as recommendation_id, cluster, namespace, workload_kind, workload, container, team, kind,
       case status when 'applied' then 'applied' when 'open' then 'proposed' else status end as state,
       monthly_savings as proposed_monthly_savings,
       case when status = 'applied' then monthly_savings end as applied_monthly_savings,
       currency, first_seen as proposed_at,
       case when status = 'applied' then closed_at end as applied_at
from trimtab.recommendation
where kind = 'resize';

create view finops.costs_daily as
select day::timestamp at time zone 'UTC' as charge_period_start,
       (day + 1)::timestamp at time zone 'UTC' as charge_period_end,
       provider as provider_name,
       case kind when 'LLM' then 'AI and Machine Learning' else 'Compute' end as service_category,
       case kind when 'LLM' then provider else 'Kubernetes' end as service_name,
       'Usage'::text as charge_category,
       cost as effective_cost, cost as list_cost, currency as billing_currency,
       quantity as consumed_quantity, unit as consumed_unit, sku as sku_id,
       cluster as x_cluster, namespace as x_namespace, workload as x_workload, team as x_team,
       kind as x_kind, price_basis as x_price_basis
from trimtab.cost_daily;

create view finops.token_usage as
select day, provider, project, api_key, usr as user_id, model, tier, context, team, namespace, cost_centre,
       kind as token_kind, tokens, requests, cost, currency, note
from trimtab.token_usage_daily;

-- Announcements that repeat the price in force are no change.
create view finops.spot_prices as
select p.region, p.zone, z.zone_id, p.instance_type, p.from_at as valid_from,
       lead(p.from_at) over (partition by p.region, p.zone, p.instance_type order by p.from_at) as valid_to,
       p.per_hour as price_per_hour, p.currency
from (select *, lag(per_hour) over (partition by region, zone, instance_type order by from_at) as before
      from trimtab.spot_price) p
left join trimtab.zone z on z.region = p.region and z.name = p.zone
where p.before is distinct from p.per_hour;

create view finops.alerts as
select id, series, rule, first_at, at, score, observed, expected, excess_cost, currency, message, status
from trimtab.alert;

create view finops.runs as
select id, job, as_of, started_at, finished_at, status,
       (select count(*) from trimtab.gap g where g.run_id = r.id) as gaps,
       (select count(*) from trimtab.problem p where p.run_id = r.id) as problems
from trimtab.run r;

create view finops.problems as
select run_id, source, subject, reason, message from trimtab.problem;

comment on schema finops is 'Documented views for engineers and finance; columns are added, never renamed or dropped within a major version';

comment on view finops.recommendations is 'Open recommendations, one row per target and kind';
comment on column finops.recommendations.id is 'Identifies the recommendation; it keeps it when it is closed';
comment on column finops.recommendations.cluster is 'Cluster, by its configured name';
comment on column finops.recommendations.namespace is 'Kubernetes namespace';
comment on column finops.recommendations.workload_kind is 'Kind of the top controller: Deployment, StatefulSet, an operator''s own kind, …';
comment on column finops.recommendations.workload is 'Name of the top controller';
comment on column finops.recommendations.container is 'Container, empty for a workload-wide recommendation';
comment on column finops.recommendations.team is 'Owner by label, or unattributed';
comment on column finops.recommendations.kind is 'resize, keep, insufficient-data, move-to-spot or stay-on-demand';
comment on column finops.recommendations.current is 'What is in force (JSON, Kubernetes quantities)';
comment on column finops.recommendations.proposed is 'What is advised (JSON, Kubernetes quantities)';
comment on column finops.recommendations.nominal_monthly_savings is 'Requests saved x list price over 730 hours; negative for an increase; null where unpriced';
comment on column finops.recommendations.realizable_monthly_savings is 'What the node plan that the new requests allow would save; null until a plan was made';
comment on column finops.recommendations.currency is 'Currency of the savings';
comment on column finops.recommendations.price_basis is 'Price that the savings were computed at';
comment on column finops.recommendations.stated_risk is 'Stated probability of exceeding the request, 0..1; null where none is stated';
comment on column finops.recommendations.backtest is 'What would have happened on the container''s own history (JSON); null where not computed';
comment on column finops.recommendations.reason is 'Why, in one sentence';
comment on column finops.recommendations.evidence is 'What it rests on (JSON): history, samples, figures, notes';
comment on column finops.recommendations.patch is 'A strategic-merge patch to apply; null where there is none';
comment on column finops.recommendations.status is 'open';
comment on column finops.recommendations.first_seen is 'As-of of the run that first advised it (UTC)';
comment on column finops.recommendations.last_seen is 'As-of of the last run that still advised it (UTC)';
comment on column finops.recommendations.run_id is 'Run that first advised it';

comment on view finops.recommendation_history is 'All recommendations, open and closed';
comment on column finops.recommendation_history.id is 'Identifies the recommendation';
comment on column finops.recommendation_history.cluster is 'Cluster, by its configured name';
comment on column finops.recommendation_history.namespace is 'Kubernetes namespace';
comment on column finops.recommendation_history.workload_kind is 'Kind of the top controller';
comment on column finops.recommendation_history.workload is 'Name of the top controller';
comment on column finops.recommendation_history.container is 'Container, empty for a workload-wide recommendation';
comment on column finops.recommendation_history.team is 'Owner by label, or unattributed';
comment on column finops.recommendation_history.kind is 'resize, keep, insufficient-data, move-to-spot or stay-on-demand';
comment on column finops.recommendation_history.current is 'What was in force (JSON)';
comment on column finops.recommendation_history.proposed is 'What was advised (JSON)';
comment on column finops.recommendation_history.nominal_monthly_savings is 'Requests saved x list price over 730 hours; negative for an increase; null where unpriced';
comment on column finops.recommendation_history.currency is 'Currency of the savings';
comment on column finops.recommendation_history.price_basis is 'Price that the savings were computed at';
comment on column finops.recommendation_history.reason is 'Why, in one sentence';
comment on column finops.recommendation_history.evidence is 'What it rests on (JSON)';
comment on column finops.recommendation_history.status is 'open, superseded (advice changed), applied (the proposal is in force) or gone (target vanished or advice withdrawn)';
comment on column finops.recommendation_history.first_seen is 'As-of of the run that first advised it (UTC)';
comment on column finops.recommendation_history.last_seen is 'As-of of the last run that advised it (UTC)';
comment on column finops.recommendation_history.closed_at is 'As-of of the run that closed it (UTC), null while open';
comment on column finops.recommendation_history.run_id is 'Run that first advised it';

comment on view finops.savings is 'Ledger of right-sizing: each recommendation from proposed to applied';
comment on column finops.savings.recommendation_id is 'The recommendation, as in recommendation_history.id';
comment on column finops.savings.cluster is 'Cluster, by its configured name';
comment on column finops.savings.namespace is 'Kubernetes namespace';
comment on column finops.savings.workload_kind is 'Kind of the top controller';
comment on column finops.savings.workload is 'Name of the top controller';
comment on column finops.savings.container is 'Container';
comment on column finops.savings.team is 'Owner by label, or unattributed';
comment on column finops.savings.kind is 'resize';
comment on column finops.savings.state is 'proposed, applied, superseded or gone';
comment on column finops.savings.proposed_monthly_savings is 'Nominal savings when proposed; negative for an increase';
comment on column finops.savings.applied_monthly_savings is 'Nominal savings once applied, null before';
comment on column finops.savings.currency is 'Currency of the savings';
comment on column finops.savings.proposed_at is 'As-of of the run that first advised it (UTC)';
comment on column finops.savings.applied_at is 'As-of of the run that first saw it in force (UTC), null before';

comment on view finops.costs_daily is 'Cost by UTC day, allocated to its owners; the rows of a day add up to what was spent. FOCUS names, ours with x_';
comment on column finops.costs_daily.charge_period_start is 'FOCUS ChargePeriodStart: start of the UTC day, included';
comment on column finops.costs_daily.charge_period_end is 'FOCUS ChargePeriodEnd: end of the UTC day, excluded';
comment on column finops.costs_daily.provider_name is 'FOCUS ProviderName: aws, openai, anthropic, …';
comment on column finops.costs_daily.service_category is 'FOCUS ServiceCategory';
comment on column finops.costs_daily.service_name is 'FOCUS ServiceName';
comment on column finops.costs_daily.charge_category is 'FOCUS ChargeCategory';
comment on column finops.costs_daily.effective_cost is 'FOCUS EffectiveCost: the allocated cost';
comment on column finops.costs_daily.list_cost is 'FOCUS ListCost: equal to the effective cost, since prices are list or spot prices';
comment on column finops.costs_daily.billing_currency is 'FOCUS BillingCurrency';
comment on column finops.costs_daily.consumed_quantity is 'FOCUS ConsumedQuantity';
comment on column finops.costs_daily.consumed_unit is 'FOCUS ConsumedUnit: core-hours, GiB-hours, GPU-hours, node-hours or tokens';
comment on column finops.costs_daily.sku_id is 'FOCUS SkuId: instance type, or model and token kind';
comment on column finops.costs_daily.x_cluster is 'Cluster; empty for LLM spend';
comment on column finops.costs_daily.x_namespace is 'Namespace; empty where none owns it';
comment on column finops.costs_daily.x_workload is 'Kind/name of the top controller; empty for idle cost and LLM spend';
comment on column finops.costs_daily.x_team is 'Owner, or unattributed';
comment on column finops.costs_daily.x_kind is 'CPU, MEMORY, GPU, IDLE, SHARED or LLM';
comment on column finops.costs_daily.x_price_basis is 'on-demand, spot, list or unpriced';

comment on view finops.token_usage is 'LLM tokens by UTC day in disjoint kinds, priced and attributed';
comment on column finops.token_usage.day is 'UTC day';
comment on column finops.token_usage.provider is 'openai, anthropic, …';
comment on column finops.token_usage.project is 'Project or workspace id';
comment on column finops.token_usage.api_key is 'Id of the API key, never the key';
comment on column finops.token_usage.user_id is 'User id where the provider tells';
comment on column finops.token_usage.model is 'Model as the provider names it';
comment on column finops.token_usage.tier is 'standard, batch, flex or priority';
comment on column finops.token_usage.context is 'Context tier, empty for the base tier';
comment on column finops.token_usage.team is 'Owner by the attribution map, or unattributed';
comment on column finops.token_usage.namespace is 'Namespace by the attribution map';
comment on column finops.token_usage.cost_centre is 'Cost centre by the attribution map';
comment on column finops.token_usage.token_kind is 'INPUT, CACHED_INPUT, CACHE_WRITE_5M, CACHE_WRITE_1H, OUTPUT, …: disjoint, may be added';
comment on column finops.token_usage.tokens is 'Tokens of the kind';
comment on column finops.token_usage.requests is 'Requests in the same bucket, on one row of each bucket; -1 unknown';
comment on column finops.token_usage.cost is 'Computed from the dated price book; null where unpriced';
comment on column finops.token_usage.currency is 'Currency of the cost';
comment on column finops.token_usage.note is 'Why it is unpriced, or empty';

comment on view finops.spot_prices is 'Spot prices as change points of a pool (type x zone, Linux)';
comment on column finops.spot_prices.region is 'Region';
comment on column finops.spot_prices.zone is 'Zone name, local to the account';
comment on column finops.spot_prices.zone_id is 'Zone id, the same for every account; null where unknown';
comment on column finops.spot_prices.instance_type is 'Instance type';
comment on column finops.spot_prices.valid_from is 'From when the price holds (UTC), included';
comment on column finops.spot_prices.valid_to is 'Until when it holds (UTC), excluded; null for the price in force';
comment on column finops.spot_prices.price_per_hour is 'Price of an hour';
comment on column finops.spot_prices.currency is 'Currency of the price';

comment on view finops.alerts is 'Alerts on runaway spend, one row per incident';
comment on column finops.alerts.id is 'Identifies the alert';
comment on column finops.alerts.series is 'What is watched: a total, provider, team, key or model';
comment on column finops.alerts.rule is 'Detector or rule that fired';
comment on column finops.alerts.first_at is 'First hour of the incident (UTC)';
comment on column finops.alerts.at is 'When it was decided (UTC)';
comment on column finops.alerts.score is 'How unusual, 0..1';
comment on column finops.alerts.observed is 'What was seen';
comment on column finops.alerts.expected is 'What would have been usual';
comment on column finops.alerts.excess_cost is 'Money over the usual so far';
comment on column finops.alerts.currency is 'Currency of the excess';
comment on column finops.alerts.message is 'What happened and what to do, for a person';
comment on column finops.alerts.status is 'open, acknowledged, muted or ended';

comment on view finops.runs is 'Executions of jobs';
comment on column finops.runs.id is 'Identifies the run';
comment on column finops.runs.job is 'nightly, collect, optimize, report or send';
comment on column finops.runs.as_of is 'Instant that the run looked back from (UTC)';
comment on column finops.runs.started_at is 'When it started (UTC)';
comment on column finops.runs.finished_at is 'When it ended (UTC), null while it runs or when it was killed';
comment on column finops.runs.status is 'RUNNING, DONE, GAPS, FAILED or ABANDONED (killed)';
comment on column finops.runs.gaps is 'Sources that were down';
comment on column finops.runs.problems is 'Inputs that could not be used';

comment on view finops.problems is 'Inputs that could not be used, by run';
comment on column finops.problems.run_id is 'Run that met it';
comment on column finops.problems.source is 'Source it came from';
comment on column finops.problems.subject is 'What it concerns';
comment on column finops.problems.reason is 'Short, stable word to count by';
comment on column finops.problems.message is 'What was wrong and the way out';

revoke all on schema trimtab from public;
revoke all on schema finops from public;

-- The reader. Where the migrating role may not create roles, an administrator creates it and runs the grants.
do $$
begin
  if not exists (select from pg_roles where rolname = 'finops_reader') then
    create role finops_reader nologin;
  end if;
exception
  when insufficient_privilege then
    raise warning 'cannot create the role finops_reader: ask an administrator to run CREATE ROLE finops_reader, then grant usage on schema finops and select on all its tables to it';
  when duplicate_object or unique_violation then null; -- another database of this server was migrated at the same time
end
$$;
do $$
begin
  if exists (select from pg_roles where rolname = 'finops_reader') then
    grant usage on schema finops to finops_reader;
    grant select on all tables in schema finops to finops_reader;
    alter default privileges in schema finops grant select on tables to finops_reader;
  end if;
end
$$;
