-- What the hourly sentinel knows of incidents, what it has told whom of them, and what people have said to that.
alter table trimtab.alert
  add column last_at timestamptz,
  add column spent numeric(18, 9),
  add column expected_cost numeric(18, 9),
  add column rate_per_hour numeric(18, 9),
  add column normal_per_hour numeric(18, 9),
  add column projected_month_end numeric(18, 9),
  add column top_key text not null default '',
  add column top_model text not null default '',
  add column top_endpoint text not null default '',
  add column failed_share double precision,
  add column what_to_do text not null default '',
  add column ended_at timestamptz,
  add column learned boolean not null default false,
  add column acknowledged_at timestamptz,
  add column acknowledged_by text not null default '',
  add column parent bigint references trimtab.alert,
  add column notices int not null default 0,
  add column told_excess double precision,
  add column told_at timestamptz,
  add column told_end boolean not null default false,
  add constraint alert_identity unique (series, rule, first_at);
create index alert_at on trimtab.alert (at);

-- One row per notice and channel. A notice is written in the same commit that counts it, and sent afterwards.
create table trimtab.alert_delivery (
  alert_id bigint not null references trimtab.alert on delete cascade,
  step int not null,
  kind text not null,
  channel text not null,
  state text not null,
  attempts int not null default 0,
  created_at timestamptz not null,
  next_try timestamptz not null,
  sent_at timestamptz,
  last_error text not null default '',
  primary key (alert_id, step, channel)
);
create index alert_delivery_due on trimtab.alert_delivery (next_try) where state in ('waiting', 'sending');

create table trimtab.alert_mute (
  id bigint generated always as identity primary key,
  pattern text not null,
  until timestamptz not null,
  reason text not null,
  muted_by text not null,
  muted_at timestamptz not null
);

create or replace view finops.alerts as
select id, series, rule, first_at, at, score, observed, expected, excess_cost, currency, message, status,
       last_at, spent, expected_cost, rate_per_hour, normal_per_hour, projected_month_end,
       top_key, top_model, top_endpoint, failed_share, what_to_do, ended_at, learned, acknowledged_at, acknowledged_by,
       parent, notices, told_at
from trimtab.alert;

comment on view finops.alerts is 'Alerts on runaway spend, one row per incident and series; those of one cause have one parent, which alone is told';
comment on column finops.alerts.last_at is 'End of the last hour that belonged to it (UTC)';
comment on column finops.alerts.spent is 'Money spent since first_at, while it was unusual';
comment on column finops.alerts.expected_cost is 'Money that would have been spent meanwhile, had all been normal';
comment on column finops.alerts.rate_per_hour is 'Money per hour over its last day, or since it began';
comment on column finops.alerts.normal_per_hour is 'Money per hour, had all been normal';
comment on column finops.alerts.projected_month_end is 'Money of the series in the calendar month (UTC): spent so far, and the rate until its end';
comment on column finops.alerts.top_key is 'Key that added most, by its id; empty where unknown';
comment on column finops.alerts.top_model is 'provider/model that added most; empty where unknown';
comment on column finops.alerts.top_endpoint is 'Endpoint that added most; empty where the provider does not tell';
comment on column finops.alerts.failed_share is 'Share of requests that failed, 0..1; null where the provider does not tell';
comment on column finops.alerts.what_to_do is 'What to look at first, for a person on call';
comment on column finops.alerts.ended_at is 'When it was seen to be over (UTC); null while it goes on';
comment on column finops.alerts.learned is 'Whether it ended because it has lasted so long that it is normal now';
comment on column finops.alerts.acknowledged_at is 'When somebody said that they know (UTC); its growth is not told then';
comment on column finops.alerts.acknowledged_by is 'Who said so';
comment on column finops.alerts.parent is 'Alert of the same cause that is told in its place; null for one that is told itself';
comment on column finops.alerts.notices is 'Notices written so far';
comment on column finops.alerts.told_at is 'When the last of them was written (UTC)';

create view finops.alert_deliveries as
select alert_id, step, kind, channel, state, attempts, created_at, next_try, sent_at, last_error
from trimtab.alert_delivery;

comment on view finops.alert_deliveries is 'Notices of alerts, one row per notice and channel';
comment on column finops.alert_deliveries.alert_id is 'Alert that is told';
comment on column finops.alert_deliveries.step is 'Number of the notice of its alert, from 1';
comment on column finops.alert_deliveries.kind is 'OPENED, GREW or ENDED';
comment on column finops.alert_deliveries.channel is 'Where it goes';
comment on column finops.alert_deliveries.state is 'waiting, sending, sent or given-up';
comment on column finops.alert_deliveries.attempts is 'Tries so far';
comment on column finops.alert_deliveries.created_at is 'When it was written (UTC)';
comment on column finops.alert_deliveries.next_try is 'Not tried before (UTC)';
comment on column finops.alert_deliveries.sent_at is 'When the other side took it (UTC)';
comment on column finops.alert_deliveries.last_error is 'Why the last try failed, or empty';

create view finops.alert_mutes as
select id, pattern, until, reason, muted_by, muted_at from trimtab.alert_mute;

comment on view finops.alert_mutes is 'Series of which nothing is told for a while; their alerts are written down all the same';
comment on column finops.alert_mutes.id is 'Identifies the mute';
comment on column finops.alert_mutes.pattern is 'Series that are mute; * stands for any run of letters';
comment on column finops.alert_mutes.until is 'Until when (UTC)';
comment on column finops.alert_mutes.reason is 'Why';
comment on column finops.alert_mutes.muted_by is 'Who muted it';
comment on column finops.alert_mutes.muted_at is 'When (UTC)';

create function finops.acknowledge_alert(id bigint, who text default session_user) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update trimtab.alert a
  set acknowledged_at = coalesce(a.acknowledged_at, now()),
      acknowledged_by = case when a.acknowledged_at is null then acknowledge_alert.who else a.acknowledged_by end,
      status = case when a.ended_at is null then 'acknowledged' else a.status end
  where a.id = acknowledge_alert.id
     or a.id = (select c.parent from trimtab.alert c where c.id = acknowledge_alert.id)
     or a.parent = acknowledge_alert.id;
  select exists (select from trimtab.alert a where a.id = acknowledge_alert.id);
$$;
comment on function finops.acknowledge_alert(bigint, text) is
  'Says that somebody knows of an alert and of those of its cause: their growth is not told any more, their end is. False where there is no such alert';

create function finops.mute_alerts(
  series_pattern text, until timestamptz, reason text default '', who text default session_user) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into trimtab.alert_mute (pattern, until, reason, muted_by, muted_at)
  values (mute_alerts.series_pattern, mute_alerts.until, mute_alerts.reason, mute_alerts.who, now()) returning id;
$$;
comment on function finops.mute_alerts(text, timestamptz, text, text) is
  'Keeps alerts of series such as ''llm team/content'' or ''llm key/*'' from being told until an instant; returns the mute''s id';

create function finops.unmute_alerts(series_pattern text) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with ended as (
    delete from trimtab.alert_mute m where m.pattern = unmute_alerts.series_pattern returning 1)
  select count(*) from ended;
$$;
comment on function finops.unmute_alerts(text) is 'Takes back the mutes with exactly this pattern; returns how many there were';

-- Whoever is on call: reads like finops_reader, and may say these three things.
do $$
begin
  if not exists (select from pg_roles where rolname = 'finops_operator') then
    create role finops_operator nologin;
  end if;
exception
  when insufficient_privilege then
    raise warning 'cannot make finops_operator: ask an administrator to run CREATE ROLE finops_operator, then GRANT USAGE ON SCHEMA finops TO finops_operator; GRANT SELECT ON ALL TABLES IN SCHEMA finops TO finops_operator; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA finops TO finops_operator';
  when duplicate_object or unique_violation or internal_error then null; -- another database's migration was faster
end
$$;
revoke all on function finops.acknowledge_alert(bigint, text) from public;
revoke all on function finops.mute_alerts(text, timestamptz, text, text) from public;
revoke all on function finops.unmute_alerts(text) from public;
do $$
begin
  if exists (select from pg_roles where rolname = 'finops_operator') then
    grant usage on schema finops to finops_operator;
    grant select on all tables in schema finops to finops_operator;
    alter default privileges in schema finops grant select on tables to finops_operator;
    grant execute on function finops.acknowledge_alert(bigint, text) to finops_operator;
    grant execute on function finops.mute_alerts(text, timestamptz, text, text) to finops_operator;
    grant execute on function finops.unmute_alerts(text) to finops_operator;
  end if;
end
$$;
