-- Whose spend an alert is about: the owner of the key that added most.
alter table trimtab.alert
  add column team text not null default '',
  add column cost_centre text not null default '',
  add column environment text not null default '',
  -- what labels say, which must not change while an incident goes on
  add column told_team text;
update trimtab.alert set team = substr(series, length('llm team/') + 1) where series like 'llm team/%';
update trimtab.alert set told_team = '' where notices > 0;

create or replace view finops.alerts as
select id, series, rule, first_at, at, score, observed, expected, excess_cost, currency, message, status,
       last_at, spent, expected_cost, rate_per_hour, normal_per_hour, projected_month_end,
       top_key, top_model, top_endpoint, failed_share, what_to_do, ended_at, learned, acknowledged_at, acknowledged_by,
       parent, notices, told_at, new_level, team, cost_centre, environment
from trimtab.alert;
comment on column finops.alerts.team is 'Team that owns the key that added most, or, without a key, most of the spend; unattributed where nobody is named; empty where an alert was over before owners were kept';
comment on column finops.alerts.cost_centre is 'Cost centre of that owner, or empty';
comment on column finops.alerts.environment is 'Environment of that owner, or empty';

-- Lanes are told apart by their owner. They are made of usage, and are made anew in the next pass.
truncate trimtab.spend_sheet, trimtab.spend_lane, trimtab.spend_checkpoint, trimtab.spend_kept;
alter table trimtab.spend_lane
  add column cost_centre text not null,
  add column environment text not null,
  drop constraint spend_lane_source_provider_team_api_key_model_endpoint_key,
  add constraint spend_lane_identity
    unique (source, provider, team, cost_centre, environment, api_key, model, endpoint);
