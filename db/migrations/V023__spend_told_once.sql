-- Days of which several sources told the same provider's usage when their hours were priced: what one of them tells may
-- then decide on every hour of the others. The sources stand in the order in which they counted.
create table trimtab.spend_shared (
  day timestamptz primary key,
  sources text[] not null
);

-- What counts of usage that several sources tell was not looked at before: all hours are priced anew.
update trimtab.spend_kept set pricing = '';

-- Without, a third of all buckets are taken to be longer than an hour, and a day is read through to find none.
create statistics trimtab.llm_usage_length on (end_at - start_at) from trimtab.llm_usage;
analyze trimtab.llm_usage;
