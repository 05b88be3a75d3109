-- What a provider tells of one key may have several owners, since witnesses tell whose calls they were.
alter table trimtab.token_usage_daily drop constraint token_usage_daily_pkey;
alter table trimtab.token_usage_daily add primary key
  (day, provider, organization, project, api_key, usr, model, tier, context, endpoint, region, tags, via, kind,
   team, namespace, workload, cost_centre, environment);
-- hours that the sentinel priced before know one owner only
update trimtab.spend_kept set pricing = '';
