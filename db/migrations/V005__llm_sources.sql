-- Two organizations at one provider, or its API beside saved files, are sources of their own: none may replace the
-- other's rows. Rows from before this have no source: whoever collects their window again takes them over.
alter table trimtab.llm_usage add column source text not null default '';
alter table trimtab.llm_usage drop constraint llm_usage_pkey;
alter table trimtab.llm_usage
  add primary key (source, provider, start_at, end_at, project, api_key, usr, model, tier, context);
alter table trimtab.llm_usage alter column source drop default;

alter table trimtab.llm_cost add column source text not null default '';
alter table trimtab.llm_cost drop constraint llm_cost_pkey;
alter table trimtab.llm_cost add primary key (source, provider, start_at, end_at, project, line_item, currency);
alter table trimtab.llm_cost alter column source drop default;
