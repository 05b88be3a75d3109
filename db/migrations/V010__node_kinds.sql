-- A day of a DaemonSet's container on one kind of node (its instance type): one pod runs on every node, and what it
-- uses goes with the node's size. Other workloads choose how many pods they have, and are kept pooled alone. Pods on
-- nodes that the cluster's API did not tell of are left out.
create table trimtab.node_kind_daily (
  day date not null,
  container_id int not null references trimtab.container,
  samples int not null,
  memory_peak bigint,
  instance_type text not null,
  cpu_histogram bytea not null,
  primary key (container_id, instance_type, day)
);
