-- Slots belong to the whole cluster, journals to a schema of a database.
select 'docket' || '_relay_' || oid from pg_database where datname = current_database()
