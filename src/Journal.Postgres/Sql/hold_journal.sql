-- The lock that docket.append takes for each batch, here for the whole session: every append of others waits for its end.
select pg_advisory_lock('pg_class'::regclass::oid::int, 'docket.events'::regclass::oid::int)
