-- What sizing wants to know of a day beside its histogram. Rows from before read as unknown.
alter table trimtab.usage_daily
  add column cpu_start real,
  add column cpu_steady real,
  add column hourly bytea;
-- Containers that stand in a workload's pods but not in its template, such as a mesh's sidecar.
alter table trimtab.workload add column injected jsonb;
-- Of the cluster's API server, such as v1.33.1; empty where it was not told.
alter table trimtab.cluster add column version text not null default '';
