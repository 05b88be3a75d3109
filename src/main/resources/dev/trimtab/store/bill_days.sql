-- Per day and cluster: what the bill charged for its nodes, and what allocation charged for them.
-- A line belongs to a node where both end in the same id: aws:///us-east-1a/i-0abc, i-0abc or an ARN that ends in it.
-- Clusters without a line in the bill are left out, and days that the bill has not reached.
with node as (
  select lower(substring(n.provider_id from '[^/]+$')) as id, min(k.name) as cluster
  from trimtab.node n join trimtab.cluster k on k.id = n.cluster_id
  where n.provider_id <> '' group by 1
), billed as (
  select (c.charge_period_start at time zone 'UTC')::date as day, node.cluster, c.provider, c.service_category,
    sum(c.billed_cost) as billed, sum(c.effective_cost) as effective
  from trimtab.charge c join node on node.id = lower(substring(c.resource_id from '[^/]+$'))
  where c.charge_period_start >= :start and c.charge_period_start < :end and c.currency = :currency
    and c.charge_category = 'Usage' and c.service_category = 'Compute'
  group by 1, 2, 3, 4
), reach as (
  select cluster, min(provider) as provider, min(service_category) as service_category, max(day) as last
  from billed group by cluster
), allocated as (
  select d.day, d.cluster, sum(d.cost) as cost
  from trimtab.cost_daily d join reach r on r.cluster = d.cluster and d.day <= r.last
  where d.day >= (:start at time zone 'UTC')::date and d.kind <> 'LLM' and d.currency = :currency
  group by 1, 2
), totals as (
  select day, cluster, sum(billed) as billed, sum(effective) as effective from billed group by 1, 2
)
select day, r.provider, r.service_category, cluster, coalesce(t.billed, 0) as billed,
  coalesce(t.effective, 0) as effective, coalesce(a.cost, 0) as allocated
from totals t full join allocated a using (day, cluster) join reach r using (cluster)
order by day, cluster
