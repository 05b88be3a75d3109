-- What is said of a size stands in the figures of the evidence: the views' columns of it read as null until now.
create or replace view finops.recommendations as
select id, cluster, namespace, workload_kind, workload, container, team, kind, current, proposed,
       monthly_savings as nominal_monthly_savings,
       null::numeric(18, 9) as realizable_monthly_savings,
       currency, price_basis,
       greatest((evidence -> 'figures' ->> 'cpu_exceedance_stated')::double precision,
                (evidence -> 'figures' ->> 'memory_exceedance_stated')::double precision) as stated_risk,
       (select jsonb_object_agg(substring(f.key from '^backtest_(.*)$'), f.value)
        from jsonb_each(evidence -> 'figures') f where f.key like 'backtest\_%') as backtest,
       reason, evidence, nullif(patch, '') as patch, status, first_seen, last_seen, run_id
from trimtab.recommendation
where closed_at is null;

comment on column finops.recommendations.kind is
  'resize, scale (fewer replicas), idle (does nothing at all), keep, insufficient-data, move-to-spot or stay-on-demand';
comment on column finops.recommendation_history.kind is
  'resize, scale (fewer replicas), idle (does nothing at all), keep, insufficient-data, move-to-spot or stay-on-demand';
comment on column finops.recommendations.stated_risk is
  'Stated probability of exceeding the request, 0..1, the larger of CPU (an interval) and memory (a day with a peak above it); null where none is stated; both stand in evidence';
comment on column finops.recommendations.backtest is
  'What would have happened on the container''s own history (JSON): days, and ours_, today_, vpa_ and krr_ cpu_core_hours, cpu_over_share, memory_gib_hours and memory_days_over; null where not computed';
