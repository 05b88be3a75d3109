-- Usage is read day by day, whatever source it is of.
create index llm_usage_by_start on trimtab.llm_usage (start_at);

-- Prepaid balances as they were last drawn, and what each day took of them: a night prices the last weeks only, and has
-- to know what was gone before. `since` is the epoch where a balance has always held.
create table trimtab.llm_balance (
  provider text not null,
  model text not null,
  since date not null,
  until date,
  balance numeric not null,
  paid_share numeric not null,
  currency text not null,
  primary key (provider, model, since)
);

create table trimtab.llm_balance_daily (
  day date not null,
  provider text not null,
  model text not null,
  since date not null,
  drawn numeric(18, 9) not null,
  primary key (provider, model, since, day)
);

create view finops.llm_balances as
select b.provider, b.model, nullif(b.since, 'epoch') as valid_from, b.until as valid_to, b.balance,
       coalesce(d.drawn, 0) as drawn, b.balance - coalesce(d.drawn, 0) as remaining, d.first_day as first_drawn,
       d.last_day as last_drawn,
       case when coalesce(d.drawn, 0) >= b.balance then d.last_day end as used_up, b.paid_share, b.currency
from trimtab.llm_balance b
left join (
  select provider, model, since, sum(drawn) as drawn, min(day) as first_day, max(day) as last_day
  from trimtab.llm_balance_daily group by provider, model, since) d using (provider, model, since);

comment on view finops.llm_balances is 'Prepaid balances at LLM providers (llm.contracts) and what usage has drawn of them';
comment on column finops.llm_balances.provider is 'Provider that was paid';
comment on column finops.llm_balances.model is 'Models that it covers, empty for all';
comment on column finops.llm_balances.valid_from is 'First day on which it may be drawn; null for always';
comment on column finops.llm_balances.valid_to is 'First day on which it no longer may be drawn; null for still';
comment on column finops.llm_balances.balance is 'Usage at agreed prices that it covers';
comment on column finops.llm_balances.drawn is 'Usage at agreed prices that was covered so far';
comment on column finops.llm_balances.remaining is 'What is left of it; usage beyond it is billed';
comment on column finops.llm_balances.first_drawn is 'First UTC day on which it was drawn; null where it never was';
comment on column finops.llm_balances.last_drawn is 'Last UTC day on which it was drawn; null where it never was';
comment on column finops.llm_balances.used_up is 'UTC day on which it ran out; null where something is left';
comment on column finops.llm_balances.paid_share is 'What was paid for one unit of it: 0.9 for 450,000 of 500,000';
comment on column finops.llm_balances.currency is 'Currency of the amounts';
comment on column finops.token_usage.billed_cost is 'What is to be invoiced: 0 as far as a prepaid balance covers it; null where unpriced';
comment on column finops.costs_daily.billed_cost is 'FOCUS BilledCost: as far as it is known before the invoice; 0 as far as a prepaid balance covers LLM usage';

-- Code interpreter, file search and its storage count no tokens.
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
       case kind when 'REQUEST' then 'Requests' when 'WEB_SEARCH' then 'Searches' when 'FILE_SEARCH' then 'Searches'
         when 'CODE_SESSION' then 'Sessions' when 'STORAGE' then 'Byte-Hours' when 'IMAGE' then 'Images'
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

create or replace view finops.llm_kpis as
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
from (select *, kind not in ('REQUEST', 'WEB_SEARCH', 'FILE_SEARCH', 'CODE_SESSION', 'STORAGE', 'IMAGE', 'CHARACTER', 'SECOND') as is_token
      from trimtab.token_usage_daily) t
group by day;

create or replace view finops.llm_unit_costs as
select day, provider, model, team, max(currency) as currency,
       coalesce(sum(tokens) filter (where is_token), 0)::bigint as tokens,
       case when bool_or(requests < 0) then null else sum(requests)::bigint end as requests,
       coalesce(sum(effective_cost), 0) as effective_cost,
       case when sum(tokens) filter (where is_token) > 0 then
         sum(effective_cost) * 1000 / sum(tokens) filter (where is_token) end as cost_per_1000_tokens,
       case when not bool_or(requests < 0) and sum(requests) > 0 then sum(effective_cost) / sum(requests) end
         as cost_per_request
from (select *, kind not in ('REQUEST', 'WEB_SEARCH', 'FILE_SEARCH', 'CODE_SESSION', 'STORAGE', 'IMAGE', 'CHARACTER', 'SECOND') as is_token
      from trimtab.token_usage_daily where cost is not null) t
group by day, provider, model, team;

comment on column finops.costs_daily.consumed_unit is 'FOCUS ConsumedUnit: core-hours, GiB-hours, GPU-hours, node-hours or Tokens; Requests, Searches, Sessions, Byte-Hours, Images, Characters or Seconds where such are priced';
comment on column finops.token_usage.token_kind is 'INPUT, CACHED_INPUT, CACHE_WRITE_5M, CACHE_WRITE_1H, OUTPUT, REASONING, …: disjoint, may be added; REQUEST, WEB_SEARCH, FILE_SEARCH, CODE_SESSION, STORAGE, IMAGE, CHARACTER and SECOND count no tokens. REQUEST without cost: calls that used nothing, such as failed ones';
comment on column finops.token_usage.tokens is 'How many of the kind: tokens, or requests, searches, sessions, byte-hours, images, characters, seconds';
