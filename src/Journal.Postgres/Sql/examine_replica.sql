select pg_is_wal_replay_paused(), exists (select from pg_stat_wal_receiver)
