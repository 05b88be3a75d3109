-- Which kinds count tokens stands in one place; three views wrote the list out.

create function trimtab.is_token(kind text) returns boolean language sql immutable parallel safe
return kind not in ('REQUEST', 'WEB_SEARCH', 'FILE_SEARCH', 'CODE_SESSION', 'STORAGE', 'IMAGE', 'CHARACTER', 'SECOND');

comment on function trimtab.is_token is 'Whether a kind counts tokens; others count requests, searches, seconds and the like';

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
from (select *, trimtab.is_token(kind) as is_token from trimtab.token_usage_daily) t
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
from (select *, trimtab.is_token(kind) as is_token from trimtab.token_usage_daily where cost is not null) t
group by day, provider, model, team;

create or replace view finops.business_unit_costs as
select b.day, b.metric, b.team, b.namespace, b.model, b.count as units,
       l.currency, l.cost as llm_cost, l.unpriced_tokens,
       case when b.count > 0 then l.cost / b.count end as llm_cost_per_unit,
       i.cost as infrastructure_cost,
       case when b.count > 0 then i.cost / b.count end as infrastructure_cost_per_unit
from trimtab.business_count b
cross join lateral (
  select case when count(*) > 0 then coalesce(sum(t.effective_cost) filter (where hit), 0) end as cost,
         coalesce(sum(t.tokens) filter (where hit and t.cost is null and trimtab.is_token(t.kind)), 0)::bigint as unpriced_tokens,
         max(nullif(t.currency, '')) as currency
  from (
    select u.*, b.team in ('', u.team) and b.namespace in ('', u.namespace)
      and b.model in ('', u.model, regexp_replace(u.model, '-\d{4}-?\d{2}-?\d{2}$', '')) as hit
    from trimtab.token_usage_daily u where u.day = b.day) t) l
cross join lateral (
  select case when count(*) > 0 and b.model = '' then
           coalesce(sum(c.cost) filter (where b.team in ('', c.team) and b.namespace in ('', c.namespace)), 0) end as cost
  from trimtab.cost_daily c where c.day = b.day and c.kind <> 'LLM') i;
