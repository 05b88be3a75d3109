-- What the sentinel keeps between its passes, so that a pass reads what has changed and not eight weeks of usage; and
-- acknowledgements that say what is normal from now on.

create index llm_usage_long on trimtab.llm_usage (source, start_at) where end_at - start_at > interval '1 hour';
create index llm_usage_witness on trimtab.llm_usage (provider, start_at) where via <> '';

-- Who spends: one caller of one model. Numbered by the sentinel, under its lock.
create table trimtab.spend_lane (
  id int primary key,
  source text not null,
  provider text not null,
  team text not null,
  api_key text not null,
  model text not null,
  endpoint text not null,
  unique (source, provider, team, api_key, model, endpoint)
);

-- What all lanes of a source spent in an hour, or in a day where usage comes by more than an hour: packed, since an
-- hour is read and written as a whole.
create table trimtab.spend_sheet (
  source text not null,
  start_at timestamptz not null,
  seconds int not null,
  lanes bytea not null,
  primary key (start_at, seconds, source)
);
alter table trimtab.spend_sheet alter column lanes set storage external;

-- Hours whose usage has changed since they were priced. Only ever added to by writers of usage, who so wait for nobody.
create table trimtab.spend_stale (
  source text not null,
  hour timestamptz not null
);
create index spend_stale_hour on trimtab.spend_stale (hour);

-- By which prices and owners the sheets were made, and from when on there are any.
create table trimtab.spend_kept (
  one boolean primary key default true check (one),
  pricing text not null,
  since timestamptz not null
);

-- What detectors knew of all series at an instant.
create table trimtab.spend_checkpoint (
  part int primary key,
  through timestamptz not null,
  fingerprint text not null,
  body bytea not null
);
alter table trimtab.spend_checkpoint alter column body set storage external;

create function trimtab.spend_changed() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
  insert into trimtab.spend_stale (source, hour)
  select distinct c.source, date_trunc('hour', c.start_at, 'UTC') from changed c
  union
  -- what a witness tells counts only where the provider itself is silent that day
  select w.source, date_trunc('hour', w.start_at, 'UTC')
  from (select distinct provider, date_trunc('day', start_at, 'UTC') as day from changed where via = '') c
  join trimtab.llm_usage w on w.via <> '' and w.provider = c.provider
    and w.start_at >= c.day and w.start_at < c.day + interval '24 hours';
  return null;
end
$$;
create trigger spend_added after insert on trimtab.llm_usage
  referencing new table as changed for each statement execute function trimtab.spend_changed();
create trigger spend_revised after update on trimtab.llm_usage
  referencing new table as changed for each statement execute function trimtab.spend_changed();
create trigger spend_removed after delete on trimtab.llm_usage
  referencing old table as changed for each statement execute function trimtab.spend_changed();

insert into trimtab.spend_stale (source, hour)
select distinct source, date_trunc('hour', start_at, 'UTC') from trimtab.llm_usage;

alter table trimtab.alert add column new_level boolean not null default false;

create or replace view finops.alerts as
select id, series, rule, first_at, at, score, observed, expected, excess_cost, currency, message, status,
       last_at, spent, expected_cost, rate_per_hour, normal_per_hour, projected_month_end,
       top_key, top_model, top_endpoint, failed_share, what_to_do, ended_at, learned, acknowledged_at, acknowledged_by,
       parent, notices, told_at, new_level
from trimtab.alert;
comment on column finops.alerts.rate_per_hour is 'Money per hour over its last three hours; over all of it when it is over';
comment on column finops.alerts.normal_per_hour is 'Money per hour, had these hours been normal';
comment on column finops.alerts.new_level is 'Whether whoever acknowledged it said that what it has come to is normal from then on';

-- The one with two arguments goes: a call with two would not know which one is meant.
drop function finops.acknowledge_alert(bigint, text);
create function finops.acknowledge_alert(
  id bigint, who text default session_user, new_level boolean default false) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update trimtab.alert a
  set acknowledged_by = case when a.acknowledged_at is null then acknowledge_alert.who else a.acknowledged_by end,
      -- what is wanted is wanted from when that is said, however long ago somebody knew
      acknowledged_at = case when a.acknowledged_at is null or acknowledge_alert.new_level and not a.new_level
        then now() else a.acknowledged_at end,
      new_level = a.new_level or acknowledge_alert.new_level,
      status = case when a.ended_at is null then 'acknowledged' else a.status end
  where a.id = acknowledge_alert.id
     or a.id = (select c.parent from trimtab.alert c where c.id = acknowledge_alert.id)
     or a.parent = acknowledge_alert.id;
  select exists (select from trimtab.alert a where a.id = acknowledge_alert.id);
$$;
comment on function finops.acknowledge_alert(bigint, text, boolean) is
  'Says that somebody knows of an alert and of those of its cause: their growth is not told any more, their end is, and what goes on for two days is normal then; with new_level, at once. False where there is no such alert';
revoke all on function finops.acknowledge_alert(bigint, text, boolean) from public;
do $$
begin
  if exists (select from pg_roles where rolname = 'finops_operator') then
    grant execute on function finops.acknowledge_alert(bigint, text, boolean) to finops_operator;
  end if;
end
$$;
