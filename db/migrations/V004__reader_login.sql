-- finops_reader logs in by itself (psql -U finops_reader). No password is baked in: the embedded server listens on
-- localhost only and trusts it; elsewhere the operator sets one: ALTER ROLE finops_reader PASSWORD '…'.
-- Roles belong to the whole server: another database's migration may have made it, or be making it now.
do $$
begin
  if not exists (select from pg_roles where rolname = 'finops_reader') then
    create role finops_reader login;
  elsif not (select rolcanlogin from pg_roles where rolname = 'finops_reader') then
    alter role finops_reader login;
  end if;
exception
  when insufficient_privilege then
    raise warning 'cannot let finops_reader log in: ask an administrator to run CREATE ROLE finops_reader LOGIN (or ALTER ROLE finops_reader LOGIN if it is there), then GRANT USAGE ON SCHEMA finops TO finops_reader; GRANT SELECT ON ALL TABLES IN SCHEMA finops TO finops_reader; ALTER DEFAULT PRIVILEGES IN SCHEMA finops GRANT SELECT ON TABLES TO finops_reader';
  when duplicate_object or unique_violation or internal_error then null; -- "tuple concurrently updated" by its twin
end
$$;
do $$
begin
  if exists (select from pg_roles where rolname = 'finops_reader') then
    grant usage on schema finops to finops_reader;
    grant select on all tables in schema finops to finops_reader;
    alter default privileges in schema finops grant select on tables to finops_reader;
  end if;
end
$$;
-- Before Postgres 15 everybody could create tables in schema public, readers included.
do $$
begin
  revoke create on schema public from public;
exception
  when insufficient_privilege then
    raise warning 'cannot keep others from creating tables in schema public: ask its owner to run REVOKE CREATE ON SCHEMA public FROM PUBLIC';
  when invalid_schema_name or internal_error then null; -- there is none, or somebody else is doing the same
end
$$;
-- Temporary tables are all that is left to a reader; it starts read-only, so that not even those are made by mistake.
do $$
begin
  if exists (select from pg_roles where rolname = 'finops_reader')
     and not exists (select from pg_db_role_setting s join pg_roles r on r.oid = s.setrole
                     where r.rolname = 'finops_reader' and s.setdatabase =
                       (select oid from pg_database where datname = current_database())) then
    execute format('alter role finops_reader in database %I set default_transaction_read_only = on', current_database());
  end if;
exception
  when insufficient_privilege then
    raise warning 'finops_reader does not start read-only: it has no right to write anyway. An administrator may run ALTER ROLE finops_reader SET default_transaction_read_only = on';
end
$$;
