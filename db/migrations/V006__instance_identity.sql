-- A pod's container is one instance, whatever workload was guessed for it; only a node that its source told (not
-- one looked up in the inventory) makes another instance of it.
alter table trimtab.instance add column node_told boolean not null default true;
alter table trimtab.instance alter column node_told drop default;
create index instance_by_pod on trimtab.instance (pod);

-- An open recommendation keeps its row while only its money and evidence change.
comment on column finops.savings.proposed_monthly_savings is
  'Nominal savings as last computed while it was open; negative for an increase';
comment on column finops.recommendations.run_id is 'Run that first advised it; evidence and savings are of the last one';
