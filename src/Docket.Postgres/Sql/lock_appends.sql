-- The lock of docket.append. Whoever reports from the tables for longer than this makes the swap fail, not the appends wait.
set local lock_timeout = '10s';
select pg_advisory_xact_lock('pg_class'::regclass::oid::int, 'docket.events'::regclass::oid::int)
