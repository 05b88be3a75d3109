-- A pod's container is one instance, whatever workload was guessed for it; only a node that its source told (not
-- one looked up in the inventory) makes another instance of it.
alter table trimtab.instance add column node_told boolean not null default true;
alter table trimtab.instance alter column node_told drop default;
create index instance_by_pod on trimtab.instance (pod);
