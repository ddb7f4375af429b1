-- One migrator at a time; held by the session, over the transactions of all migrations.
select pg_advisory_lock(hashtextextended('docket.migrations', 0))
