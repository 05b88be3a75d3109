-- What one currency's bills charged, by service, and how much of it was for the nodes of known clusters.
with node as (
  select distinct lower(substring(provider_id from '[^/]+$')) as id from trimtab.node where provider_id <> ''
)
select c.provider, c.service_category, c.service_name, sum(c.billed_cost) as billed,
  sum(c.effective_cost) as effective,
  coalesce(sum(c.effective_cost) filter (where node.id is not null and c.charge_category = 'Usage'
    and c.service_category = 'Compute'), 0) as on_nodes
from trimtab.charge c left join node on node.id = lower(substring(c.resource_id from '[^/]+$'))
where c.charge_period_start >= :start and c.charge_period_start < :end and c.currency = :currency
group by 1, 2, 3 order by effective desc, 1, 2, 3
