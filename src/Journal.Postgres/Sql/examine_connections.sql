select coalesce(sum(numbackends), 0)::bigint from pg_stat_database
