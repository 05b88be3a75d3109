-- Two schemas: trimtab (made by Flyway) is internal and may change; finops (V003) is a promise.
create schema if not exists finops;

-- Runs ------------------------------------------------------------------------------------------------------------

create table trimtab.run (
  id bigint generated always as identity primary key,
  job text not null,
  as_of timestamptz not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  status text not null,
  holder text not null
);

create table trimtab.stage (
  run_id bigint not null references trimtab.run,
  stage text not null,
  started_at timestamptz not null default now(),
  done_at timestamptz,
  detail text not null default '',
  primary key (run_id, stage)
);

create table trimtab.problem (
  run_id bigint not null references trimtab.run,
  source text not null,
  subject text not null,
  reason text not null,
  message text not null
);
create unique index problem_once on trimtab.problem (run_id, source, reason, md5(subject), md5(message));

create table trimtab.gap (
  run_id bigint not null references trimtab.run,
  source text not null,
  message text not null,
  complete_through timestamptz,
  primary key (run_id, source)
);

create table trimtab.watermark (
  source text primary key,
  complete_through timestamptz not null
);

-- Clusters --------------------------------------------------------------------------------------------------------

create table trimtab.cluster (
  id int generated always as identity primary key,
  name text not null unique,
  as_of timestamptz,
  policies jsonb
);

create table trimtab.namespace (
  cluster_id int not null references trimtab.cluster,
  name text not null,
  labels jsonb not null,
  annotations jsonb not null,
  present boolean not null,
  primary key (cluster_id, name)
);

-- A node that came back under its old name is another node: its creation tells them apart.
create table trimtab.node (
  cluster_id int not null references trimtab.cluster,
  name text not null,
  created_at timestamptz not null,
  provider_id text not null,
  instance_type text not null,
  region text not null,
  zone text not null,
  arch text not null,
  capacity_type text not null,
  capacity_cpu bigint not null,
  capacity_memory bigint not null,
  allocatable_cpu bigint not null,
  allocatable_memory bigint not null,
  gpus int not null,
  max_pods int not null,
  ready boolean not null,
  labels jsonb not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  present boolean not null,
  primary key (cluster_id, name, created_at)
);

-- Known from a cluster's API (api_version set), or from usage alone.
create table trimtab.workload (
  id int generated always as identity primary key,
  cluster_id int not null references trimtab.cluster,
  namespace text not null,
  kind text not null,
  name text not null,
  api_version text,
  replicas int,
  created_at timestamptz,
  labels jsonb,
  annotations jsonb,
  template jsonb,
  autoscaler jsonb,
  budget jsonb,
  present boolean not null default false,
  unique (cluster_id, namespace, kind, name)
);

create table trimtab.container (
  id int generated always as identity primary key,
  workload_id int not null references trimtab.workload,
  name text not null,
  unique (workload_id, name)
);

create table trimtab.pod (
  cluster_id int not null references trimtab.cluster,
  namespace text not null,
  name text not null,
  workload_id int not null references trimtab.workload,
  node text,
  phase text not null,
  created_at timestamptz not null,
  present boolean not null,
  primary key (cluster_id, namespace, name)
);

-- A container in one pod on one node: what a sample is about.
create table trimtab.instance (
  id int generated always as identity primary key,
  container_id int not null references trimtab.container,
  pod text not null,
  node text not null,
  unique (container_id, pod, node)
);

-- Requests and limits as change points, in millicores and bytes; null is not set.
create table trimtab.instance_resources (
  instance_id int not null references trimtab.instance,
  from_at timestamptz not null,
  cpu_request bigint,
  cpu_limit bigint,
  memory_request bigint,
  memory_limit bigint,
  gpus int not null,
  primary key (instance_id, from_at)
);

-- Usage -----------------------------------------------------------------------------------------------------------

-- One row per container instance and interval, partitioned by UTC day. Null is unknown. Columns go by width, which
-- saves 8 bytes of padding a row; there is no key index, which would halve the speed of COPY: loading keeps rows unique.
create table trimtab.usage (
  start_at timestamptz not null,
  memory_avg bigint,
  memory_max bigint,
  instance_id int not null,
  seconds int not null,
  cpu_avg real,
  cpu_max real,
  throttled real,
  oom_kills smallint,
  restarts smallint
) partition by range (start_at);
create index usage_by_time on trimtab.usage using brin (start_at);

-- Days whose samples changed since they were compacted or allocated.
create table trimtab.dirty_day (
  day date not null,
  cluster_id int not null references trimtab.cluster,
  purpose text not null,
  primary key (day, cluster_id, purpose)
);

-- A container's day, pods pooled. Null is unknown.
create table trimtab.usage_daily (
  day date not null,
  container_id int not null references trimtab.container,
  samples int not null,
  pods int not null,
  hours real not null,
  cpu_peak real,
  cpu_avg real,
  memory_peak bigint,
  memory_avg bigint,
  throttled real,
  oom_kills int not null,
  restarts int not null,
  cpu_histogram bytea not null,
  primary key (container_id, day)
);

-- Prices ----------------------------------------------------------------------------------------------------------

create table trimtab.instance_type (
  name text primary key,
  vcpus int not null,
  memory bigint not null,
  gpus int not null,
  arch text not null,
  max_pods int,
  local_storage_gb int not null
);

create table trimtab.on_demand_price (
  region text not null,
  instance_type text not null,
  from_at timestamptz not null,
  per_hour numeric(18, 9) not null,
  currency text not null,
  primary key (region, instance_type, from_at)
);

-- As announced: a price holds until the pool's next one. finops.spot_prices shows the changes only.
create table trimtab.spot_price (
  region text not null,
  zone text not null,
  instance_type text not null,
  from_at timestamptz not null,
  per_hour numeric(18, 9) not null,
  currency text not null,
  primary key (region, zone, instance_type, from_at)
);

create table trimtab.interruption_rate (
  region text not null,
  instance_type text not null,
  at_least double precision not null,
  below double precision not null,
  savings_percent int not null,
  primary key (region, instance_type)
);

create table trimtab.zone (
  region text not null,
  name text not null,
  zone_id text not null,
  primary key (region, name)
);

-- LLM -------------------------------------------------------------------------------------------------------------

-- As the provider reported it, so that it can be normalised again.
create table trimtab.llm_usage (
  provider text not null,
  start_at timestamptz not null,
  end_at timestamptz not null,
  project text not null,
  api_key text not null,
  usr text not null,
  model text not null,
  tier text not null,
  context text not null,
  counters jsonb not null,
  primary key (provider, start_at, end_at, project, api_key, usr, model, tier, context)
);

create table trimtab.llm_cost (
  provider text not null,
  start_at timestamptz not null,
  end_at timestamptz not null,
  project text not null,
  line_item text not null,
  currency text not null,
  amount numeric(18, 9) not null,
  primary key (provider, start_at, end_at, project, line_item, currency)
);

create table trimtab.token_usage_daily (
  day date not null,
  provider text not null,
  project text not null,
  api_key text not null,
  usr text not null,
  model text not null,
  tier text not null,
  context text not null,
  team text not null,
  namespace text not null,
  cost_centre text not null,
  kind text not null,
  tokens bigint not null,
  requests bigint not null,
  cost numeric(18, 9),
  currency text not null,
  note text not null,
  primary key (day, provider, project, api_key, usr, model, tier, context, kind)
);

-- Costs -----------------------------------------------------------------------------------------------------------

create table trimtab.charge (
  charge_id text primary key,
  file text not null,
  provider text not null,
  billing_account_id text not null,
  billing_period_start timestamptz not null,
  billing_period_end timestamptz not null,
  charge_period_start timestamptz not null,
  charge_period_end timestamptz not null,
  charge_category text not null,
  charge_description text not null,
  service_category text not null,
  service_name text not null,
  sku_id text not null,
  region_id text not null,
  availability_zone text not null,
  resource_id text not null,
  invoice_id text not null,
  currency text not null,
  billed_cost numeric not null,
  effective_cost numeric not null,
  list_cost numeric not null,
  contracted_cost numeric not null,
  quantity numeric,
  unit text not null,
  tags jsonb not null
);
create index charge_by_period on trimtab.charge (charge_period_start);

create table trimtab.cost_daily (
  day date not null,
  provider text not null,
  cluster text not null,
  namespace text not null,
  workload text not null,
  team text not null,
  kind text not null,
  sku text not null,
  price_basis text not null,
  quantity numeric,
  unit text not null,
  cost numeric(18, 9) not null,
  currency text not null,
  primary key (day, provider, cluster, namespace, workload, team, kind, sku, price_basis)
);

-- Recommendations, alerts, mail -----------------------------------------------------------------------------------

create table trimtab.recommendation (
  id bigint generated always as identity primary key,
  cluster text not null,
  namespace text not null,
  workload_kind text not null,
  workload text not null,
  container text not null,
  subject text not null,
  team text not null,
  kind text not null,
  current jsonb not null,
  proposed jsonb not null,
  monthly_savings numeric(18, 9),
  currency text,
  price_basis text not null,
  reason text not null,
  evidence jsonb not null,
  patch text not null,
  status text not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  closed_at timestamptz,
  run_id bigint not null references trimtab.run
);
create unique index recommendation_open
  on trimtab.recommendation (cluster, namespace, workload_kind, workload, container, subject)
  where closed_at is null;

create table trimtab.alert (
  id bigint generated always as identity primary key,
  series text not null,
  rule text not null,
  first_at timestamptz not null,
  at timestamptz not null,
  score double precision,
  observed numeric(18, 9),
  expected numeric(18, 9),
  excess_cost numeric(18, 9),
  currency text,
  message text not null,
  status text not null
);

create table trimtab.report (
  key text primary key,
  title text not null,
  period_start timestamptz not null,
  period_end timestamptz not null,
  run_id bigint not null references trimtab.run,
  file text not null,
  total numeric(18, 9) not null,
  currency text not null
);

create table trimtab.outbox (
  id bigint generated always as identity primary key,
  report_key text not null,
  recipient text not null,
  message_id text not null unique,
  subject text not null,
  html_body text not null,
  text_body text not null,
  attachment_name text not null,
  attachment_type text not null,
  attachment bytea not null,
  created_at timestamptz not null,
  status text not null,
  attempts int not null default 0,
  last_message text not null default '',
  sent_at timestamptz,
  unique (report_key, recipient)
);
