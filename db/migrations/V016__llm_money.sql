-- What LLM usage costs list, after what was agreed, and billed; how that compares with each provider's own report; what
-- is nobody's; and what a token and a request cost.
alter table trimtab.token_usage_daily add column billed_cost numeric(18, 9);
update trimtab.token_usage_daily set billed_cost = effective_cost;

create table trimtab.llm_reconciliation (
  day date not null,
  provider text not null,
  project text not null,
  computed numeric(18, 9) not null,
  reported numeric(18, 9) not null,
  unreported numeric(18, 9) not null,
  credits numeric(18, 9) not null,
  other numeric(18, 9) not null,
  rounding numeric(18, 9) not null,
  unexplained numeric(18, 9) not null,
  currency text not null,
  note text not null,
  primary key (day, provider, project)
);

create or replace view finops.token_usage as
select day, provider, project, api_key, usr as user_id, model, tier, context, team, namespace, cost_centre,
       kind as token_kind, tokens, requests, cost, currency, note,
       organization, endpoint, region, tags, via, workload, environment, failed_requests, effective_cost, billed_cost
from trimtab.token_usage_daily;

comment on column finops.token_usage.cost is 'At list price of the dated price book; null where unpriced';
comment on column finops.token_usage.effective_cost is 'After negotiated discounts and prepaid balances; null where unpriced';
comment on column finops.token_usage.billed_cost is 'What is to be invoiced: 0 where a prepaid balance covers it; null where unpriced';

create or replace view finops.costs_daily as
select day::timestamp at time zone 'UTC' as charge_period_start,
       (day + 1)::timestamp at time zone 'UTC' as charge_period_end,
       provider as provider_name,
       'Compute'::text as service_category,
       'Kubernetes'::text as service_name,
       'Usage'::text as charge_category,
       cost as effective_cost, cost as list_cost, currency as billing_currency,
       quantity as consumed_quantity, unit as consumed_unit, sku as sku_id,
       cluster as x_cluster, namespace as x_namespace, workload as x_workload, team as x_team,
       kind as x_kind, price_basis as x_price_basis,
       cost as billed_cost, ''::text as region_id, ''::text as sub_account_id, ''::text as sku_meter,
       ''::text as pricing_category, ''::text as x_cost_centre, ''::text as x_environment
from trimtab.cost_daily where kind <> 'LLM'
union all
select day::timestamp at time zone 'UTC',
       (day + 1)::timestamp at time zone 'UTC',
       provider,
       'AI and Machine Learning'::text,
       provider,
       'Usage'::text,
       coalesce(sum(effective_cost), 0)::numeric(18, 9), coalesce(sum(cost), 0)::numeric(18, 9), c.currency,
       sum(tokens)::numeric,
       case kind when 'REQUEST' then 'Requests' when 'WEB_SEARCH' then 'Searches' when 'IMAGE' then 'Images'
         when 'CHARACTER' then 'Characters' when 'SECOND' then 'Seconds' else 'Tokens' end,
       model || '/' || lower(kind) || case tier when 'standard' then '' else '/' || tier end,
       ''::text, namespace, workload, team, 'LLM'::text,
       case when count(cost) < count(*) then 'unpriced' when sum(cost) = sum(effective_cost) then 'list'
         else 'contract' end,
       coalesce(sum(billed_cost), 0)::numeric(18, 9), region, project,
       initcap(replace(lower(kind), '_', ' ')),
       case tier when 'standard' then 'Standard' else 'Other' end,
       cost_centre, environment
from trimtab.token_usage_daily
cross join lateral (
  -- what is unpriced has no currency of its own
  select coalesce(nullif(token_usage_daily.currency, ''),
    (select max(currency) from trimtab.cost_daily where kind = 'LLM'), '') as currency) c
group by day, provider, model, kind, tier, region, project, namespace, workload, team, cost_centre, environment,
  c.currency, (cost is null);

comment on column finops.costs_daily.effective_cost is 'FOCUS EffectiveCost: the allocated cost; of LLM usage after discounts and prepaid balances';
comment on column finops.costs_daily.list_cost is 'FOCUS ListCost: at list or spot prices';
comment on column finops.costs_daily.x_workload is 'Kind/name of the top controller; empty for idle cost; of LLM spend by the attribution map';
comment on column finops.costs_daily.consumed_unit is 'FOCUS ConsumedUnit: core-hours, GiB-hours, GPU-hours, node-hours or Tokens; Requests, Searches, Images, Characters or Seconds where such are priced';
comment on column finops.costs_daily.x_price_basis is 'on-demand, spot, list, contract or unpriced';
comment on column finops.costs_daily.billed_cost is 'FOCUS BilledCost: as far as it is known before the invoice; 0 where a prepaid balance covers LLM usage';
comment on column finops.costs_daily.region_id is 'FOCUS RegionId of LLM usage where the provider tells; empty for infrastructure';
comment on column finops.costs_daily.sub_account_id is 'FOCUS SubAccountId: project or workspace of LLM usage; empty for infrastructure';
comment on column finops.costs_daily.sku_meter is 'FOCUS SkuMeter: kind of token, such as Cached Input; empty for infrastructure';
comment on column finops.costs_daily.pricing_category is 'FOCUS PricingCategory of LLM usage: Standard, or Other for the batch, flex and priority tiers; empty for infrastructure';
comment on column finops.costs_daily.x_cost_centre is 'Cost centre of LLM usage by the attribution map; empty for infrastructure';
comment on column finops.costs_daily.x_environment is 'Environment of LLM usage by the attribution map; empty for infrastructure';

create view finops.llm_reconciliation as
select day, provider, project, computed as computed_cost, reported as reported_cost, computed - reported as difference,
       case when reported = 0 then null else (computed - reported) / abs(reported) end as difference_share,
       unreported as unreported_cost, credits, other as other_charges, rounding, unexplained, currency, note
from trimtab.llm_reconciliation;

comment on view finops.llm_reconciliation is 'LLM cost computed from tokens against each provider''s own cost report, by UTC day and project; differences are shown and never spread';
comment on column finops.llm_reconciliation.day is 'UTC day';
comment on column finops.llm_reconciliation.provider is 'Provider that bills';
comment on column finops.llm_reconciliation.project is 'Project or workspace id; empty where the provider reports none';
comment on column finops.llm_reconciliation.computed_cost is 'Tokens x price after discounts, of what the provider reports at all';
comment on column finops.llm_reconciliation.reported_cost is 'Usage by the provider''s report, without its credits, purchases and taxes';
comment on column finops.llm_reconciliation.difference is 'Computed less reported';
comment on column finops.llm_reconciliation.difference_share is 'Difference as a share of what was reported; null where nothing was';
comment on column finops.llm_reconciliation.unreported_cost is 'Computed cost of tiers that never appear in the report (Anthropic''s priority tier); not in computed_cost';
comment on column finops.llm_reconciliation.credits is 'Credits and refunds of the report: no token explains them';
comment on column finops.llm_reconciliation.other_charges is 'Purchases, adjustments and taxes of the report';
comment on column finops.llm_reconciliation.rounding is 'As much of the difference as rounding of the report''s lines to cents may explain';
comment on column finops.llm_reconciliation.unexplained is 'What is left of the difference';
comment on column finops.llm_reconciliation.currency is 'Currency of all amounts';
comment on column finops.llm_reconciliation.note is 'What explains it, in words, or empty';

create view finops.llm_kpis as
select day, max(currency) as currency,
       coalesce(sum(effective_cost), 0) as effective_cost,
       coalesce(sum(effective_cost) filter (where team = 'unattributed'), 0) as unattributed_cost,
       case when sum(effective_cost) > 0 then
         coalesce(sum(effective_cost) filter (where team = 'unattributed'), 0) / sum(effective_cost) end
         as unattributed_share,
       coalesce(sum(tokens) filter (where cost is null and is_token), 0)::bigint as unpriced_tokens,
       coalesce(sum(tokens) filter (where is_token), 0)::bigint as tokens,
       case when sum(tokens) filter (where kind like '%INPUT' or kind like 'CACHE_WRITE%') > 0 then
         coalesce(sum(tokens) filter (where kind like '%CACHED_INPUT'), 0)
           / sum(tokens) filter (where kind like '%INPUT' or kind like 'CACHE_WRITE%') end as cached_input_share,
       nullif(sum(requests) filter (where requests > 0), 0)::bigint as requests,
       case when sum(requests) filter (where failed_requests >= 0 and requests > 0) > 0 then
         coalesce(sum(failed_requests) filter (where failed_requests >= 0), 0)
           / sum(requests) filter (where failed_requests >= 0 and requests > 0) end as failed_share
from (select *, kind not in ('REQUEST', 'WEB_SEARCH', 'IMAGE', 'CHARACTER', 'SECOND') as is_token
      from trimtab.token_usage_daily) t
group by day;

comment on view finops.llm_kpis is 'How well LLM spend is known and used, by UTC day';
comment on column finops.llm_kpis.day is 'UTC day';
comment on column finops.llm_kpis.currency is 'Currency of the costs';
comment on column finops.llm_kpis.effective_cost is 'Cost of all priced usage after discounts';
comment on column finops.llm_kpis.unattributed_cost is 'Cost of what the attribution map names nobody for';
comment on column finops.llm_kpis.unattributed_share is 'The same as a share of the cost, 0..1; null where nothing was spent';
comment on column finops.llm_kpis.unpriced_tokens is 'Tokens of models without a price: in no total';
comment on column finops.llm_kpis.tokens is 'Tokens of all kinds';
comment on column finops.llm_kpis.cached_input_share is 'Share of input tokens that were read from a cache, 0..1; null where there were none';
comment on column finops.llm_kpis.requests is 'Requests, of providers that tell; null where none does';
comment on column finops.llm_kpis.failed_share is 'Share of requests that failed, 0..1, of those that tell; null where none does';

create view finops.llm_unit_costs as
select day, provider, model, team, max(currency) as currency,
       coalesce(sum(tokens) filter (where is_token), 0)::bigint as tokens,
       case when bool_or(requests < 0) then null else sum(requests)::bigint end as requests,
       coalesce(sum(effective_cost), 0) as effective_cost,
       case when sum(tokens) filter (where is_token) > 0 then
         sum(effective_cost) * 1000 / sum(tokens) filter (where is_token) end as cost_per_1000_tokens,
       case when not bool_or(requests < 0) and sum(requests) > 0 then sum(effective_cost) / sum(requests) end
         as cost_per_request
from (select *, kind not in ('REQUEST', 'WEB_SEARCH', 'IMAGE', 'CHARACTER', 'SECOND') as is_token
      from trimtab.token_usage_daily where cost is not null) t
group by day, provider, model, team;

comment on view finops.llm_unit_costs is 'What tokens and requests of a model cost a team, by UTC day; unpriced usage is left out';
comment on column finops.llm_unit_costs.day is 'UTC day';
comment on column finops.llm_unit_costs.provider is 'Provider that bills';
comment on column finops.llm_unit_costs.model is 'Model as the provider names it';
comment on column finops.llm_unit_costs.team is 'Owner by the attribution map, or unattributed';
comment on column finops.llm_unit_costs.currency is 'Currency of the costs';
comment on column finops.llm_unit_costs.tokens is 'Tokens of all kinds';
comment on column finops.llm_unit_costs.requests is 'Requests; null where the provider does not tell';
comment on column finops.llm_unit_costs.effective_cost is 'Cost after discounts';
comment on column finops.llm_unit_costs.cost_per_1000_tokens is 'Cost of 1,000 tokens of the mix that was used';
comment on column finops.llm_unit_costs.cost_per_request is 'Cost of a request; null where requests are not told';
