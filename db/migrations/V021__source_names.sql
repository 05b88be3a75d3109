-- What sources have learnt of ids: names of projects and keys, the organization, models that a provider lists for a
-- while only. A list that cannot be read one night does not take away what an earlier night told.
create table trimtab.source_name (
  source text not null,
  kind text not null,
  id text not null,
  name text not null,
  primary key (source, kind, id)
);
