-- Which pods a node is for. Rows of before have none until their cluster's API is read again.
alter table trimtab.node add column taints jsonb not null default '[]';

comment on column trimtab.node.taints is
  'What keeps pods off the node that do not tolerate it: key, value and effect of each taint, as last seen.';
