-- A zone's name is an account's own: us-east-1a of one is us-east-1b of another. What identifies a pool is the zone's
-- physical id, where a source tells it.
alter table trimtab.zone drop constraint zone_pkey;
alter table trimtab.zone add primary key (region, name, zone_id);

alter table trimtab.spot_price add column zone_id text not null default '';
update trimtab.spot_price p set zone_id = z.zone_id from trimtab.zone z where z.region = p.region and z.name = p.zone;
alter table trimtab.spot_price drop constraint spot_price_pkey;
alter table trimtab.spot_price add primary key (region, zone, zone_id, instance_type, from_at);

-- Announcements by physical pool. A price without an id has the one that its zone's name means, where that is but one.
-- What two accounts tell of one pool and instant is settled by the dearer, so that no order matters.
create view trimtab.spot_announcement as
select distinct on (a.region, a.pool, a.instance_type, a.from_at)
       a.region, a.pool, coalesce(n.name, a.zone) as zone, a.zone_id, a.instance_type, a.from_at, a.per_hour, a.currency
from (select p.region, coalesce(nullif(p.zone_id, ''), i.zone_id, p.zone) as pool, p.zone,
             coalesce(nullif(p.zone_id, ''), i.zone_id) as zone_id, p.instance_type, p.from_at, p.per_hour, p.currency
      from trimtab.spot_price p
      left join (select region, name, min(zone_id) as zone_id from trimtab.zone group by region, name
                 having count(*) = 1) i on i.region = p.region and i.name = p.zone) a
left join (select region, zone_id, min(name) as name from trimtab.zone group by region, zone_id) n
  on n.region = a.region and n.zone_id = a.zone_id
order by a.region, a.pool, a.instance_type, a.from_at, a.per_hour desc, a.currency;

-- Announcements that repeat the price in force are no change.
create or replace view finops.spot_prices as
select region, zone, zone_id, instance_type, from_at as valid_from,
       lead(from_at) over (partition by region, pool, instance_type order by from_at) as valid_to,
       per_hour as price_per_hour, currency
from (select *, lag(per_hour) over w as before, lag(currency) over w as currency_before
      from trimtab.spot_announcement
      window w as (partition by region, pool, instance_type order by from_at)) p
where (before, currency_before) is distinct from (per_hour, currency);

comment on column finops.spot_prices.zone is
  'Zone name, local to the account; where accounts name one zone differently, the first of its names';

-- Each price weighs as long as it was in force, and the one in force at the start counts from there. 40 decimals are
-- more than any of these quotients needs to be rounded right.
create function finops.spot_price_window(window_start timestamptz, window_end timestamptz)
returns table (region text, zone text, zone_id text, instance_type text, currency text, mean_price numeric,
  price_spread numeric, lowest_price numeric, highest_price numeric, seconds_covered numeric)
language sql stable as $$
  select p.region, min(p.zone), p.zone_id, p.instance_type, p.currency,
         round(sum(p.price_per_hour * p.seconds)::numeric(80, 40) / sum(p.seconds), 9),
         round(sqrt((sum(p.seconds) * sum(p.price_per_hour * p.price_per_hour * p.seconds)
                     - sum(p.price_per_hour * p.seconds) ^ 2)::numeric(120, 40)) / sum(p.seconds), 9),
         min(p.price_per_hour), max(p.price_per_hour), sum(p.seconds)
  from (select s.*, extract(epoch from least(coalesce(s.valid_to, window_end), window_end)
                                       - greatest(s.valid_from, window_start))::numeric as seconds
        from finops.spot_prices s
        where s.valid_from < window_end and (s.valid_to is null or s.valid_to > window_start)) p
  where p.seconds > 0
  group by p.region, coalesce(p.zone_id, p.zone), p.zone_id, p.instance_type, p.currency
$$;

comment on function finops.spot_price_window(timestamptz, timestamptz) is
  'Spot prices of every pool over the window [start, end): time-weighted mean, time-weighted standard deviation, lowest, highest and seconds for which a price is known; a pool first announced within the window counts from there on';

-- A price is known to hold until the last thing that was announced in its region.
create view finops.spot_price_daily as
select d.day::date as day, p.region, min(p.zone) as zone, p.zone_id, p.instance_type, p.currency,
       round(sum(p.price_per_hour * w.seconds)::numeric(80, 40) / sum(w.seconds), 9) as mean_price,
       round(sqrt((sum(w.seconds) * sum(p.price_per_hour * p.price_per_hour * w.seconds)
                   - sum(p.price_per_hour * w.seconds) ^ 2)::numeric(120, 40)) / sum(w.seconds), 9) as price_spread,
       min(p.price_per_hour) as lowest_price, max(p.price_per_hour) as highest_price,
       sum(w.seconds) as seconds_covered
from (select s.*, s.valid_from at time zone 'UTC' as held_from,
             least(s.valid_to, k.known_to) at time zone 'UTC' as held_to
      from finops.spot_prices s
      join (select region, max(from_at) as known_to from trimtab.spot_price group by region) k on k.region = s.region) p
cross join lateral generate_series(date_trunc('day', p.held_from), p.held_to, interval '1 day') d (day)
cross join lateral (select extract(epoch from least(p.held_to, d.day + interval '1 day')
                                              - greatest(p.held_from, d.day))::numeric as seconds) w
where w.seconds > 0
group by d.day, p.region, coalesce(p.zone_id, p.zone), p.zone_id, p.instance_type, p.currency;

comment on view finops.spot_price_daily is
  'Spot prices by pool (type x zone, Linux) and UTC day, each price weighted by how long it was in force; the last day reaches to the last announcement of the region';
comment on column finops.spot_price_daily.day is 'UTC day';
comment on column finops.spot_price_daily.region is 'Region';
comment on column finops.spot_price_daily.zone is
  'Zone name, local to the account; where accounts name one zone differently, the first of its names';
comment on column finops.spot_price_daily.zone_id is 'Zone id, the same for every account; null where unknown';
comment on column finops.spot_price_daily.instance_type is 'Instance type';
comment on column finops.spot_price_daily.currency is 'Currency of the prices';
comment on column finops.spot_price_daily.mean_price is 'Time-weighted mean price of an hour, rounded half up to 9 places';
comment on column finops.spot_price_daily.price_spread is
  'Time-weighted standard deviation of the price of an hour, rounded half up to 9 places';
comment on column finops.spot_price_daily.lowest_price is 'Lowest price of an hour in force at any time of the day';
comment on column finops.spot_price_daily.highest_price is 'Highest price of an hour in force at any time of the day';
comment on column finops.spot_price_daily.seconds_covered is
  'Seconds of the day for which a price is known; 86400 for a whole day';
