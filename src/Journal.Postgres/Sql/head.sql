select coalesce(max(position), 0), pg_is_in_recovery() from docket.events
