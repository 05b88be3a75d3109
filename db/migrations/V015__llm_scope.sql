-- What attribution asks for: organization, endpoint, region and tags of usage, who told it where the provider did not,
-- and workload and environment of its owner; calls that failed; and what usage costs after discounts and credits.
alter table trimtab.llm_usage
  add column organization text not null default '',
  add column endpoint text not null default '',
  add column region text not null default '',
  add column tags text not null default '',
  add column via text not null default '';
alter table trimtab.llm_usage drop constraint llm_usage_pkey;
alter table trimtab.llm_usage add primary key
  (source, provider, start_at, end_at, organization, project, api_key, usr, model, tier, context, endpoint, region,
   tags, via);
alter table trimtab.llm_usage
  alter column organization drop default,
  alter column endpoint drop default,
  alter column region drop default,
  alter column tags drop default,
  alter column via drop default;

alter table trimtab.llm_cost
  add column organization text not null default '',
  add column category text not null default 'Usage',
  add column effective numeric(18, 9);
update trimtab.llm_cost set effective = amount, category = case when amount < 0 then 'Credit' else 'Usage' end;
alter table trimtab.llm_cost drop constraint llm_cost_pkey;
alter table trimtab.llm_cost add primary key
  (source, provider, start_at, end_at, organization, project, line_item, category, currency);
alter table trimtab.llm_cost
  alter column organization drop default,
  alter column category drop default,
  alter column effective set not null;

alter table trimtab.token_usage_daily
  add column organization text not null default '',
  add column endpoint text not null default '',
  add column region text not null default '',
  add column tags text not null default '',
  add column via text not null default '',
  add column workload text not null default '',
  add column environment text not null default '',
  add column failed_requests bigint not null default -1,
  add column effective_cost numeric(18, 9);
update trimtab.token_usage_daily set effective_cost = cost;
alter table trimtab.token_usage_daily drop constraint token_usage_daily_pkey;
alter table trimtab.token_usage_daily add primary key
  (day, provider, organization, project, api_key, usr, model, tier, context, endpoint, region, tags, via, kind);
alter table trimtab.token_usage_daily
  alter column organization drop default,
  alter column endpoint drop default,
  alter column region drop default,
  alter column tags drop default,
  alter column via drop default,
  alter column workload drop default,
  alter column environment drop default,
  alter column failed_requests drop default;

create or replace view finops.token_usage as
select day, provider, project, api_key, usr as user_id, model, tier, context, team, namespace, cost_centre,
       kind as token_kind, tokens, requests, cost, currency, note,
       organization, endpoint, region, tags, via, workload, environment, failed_requests, effective_cost
from trimtab.token_usage_daily;

comment on column finops.token_usage.organization is 'Organization, account or subscription at the provider';
comment on column finops.token_usage.endpoint is 'What was called, such as chat or embeddings; empty where not told';
comment on column finops.token_usage.region is 'Region or location that served it; empty where not told';
comment on column finops.token_usage.tags is 'Tags, sorted and joined by commas, each a word or key=value';
comment on column finops.token_usage.via is 'Witness that told it, such as litellm; empty where the provider did';
comment on column finops.token_usage.workload is 'Workload by the attribution map';
comment on column finops.token_usage.environment is 'Environment by the attribution map, such as production';
comment on column finops.token_usage.failed_requests is 'Failed requests in the same bucket, on one row of each bucket; -1 unknown';
comment on column finops.token_usage.effective_cost is 'Cost after negotiated discounts; null where unpriced';
comment on column finops.token_usage.token_kind is 'INPUT, CACHED_INPUT, CACHE_WRITE_5M, CACHE_WRITE_1H, OUTPUT, REASONING, …: disjoint, may be added; REQUEST, WEB_SEARCH, IMAGE, CHARACTER and SECOND count no tokens';
comment on column finops.token_usage.tokens is 'How many of the kind: tokens, or requests, searches, images, characters, seconds';
