-- Not those that make a backup, and not the readers of logical slots, which are listed with their slots.
select coalesce(r.application_name, ''), coalesce(host(r.client_addr), 'local'), r.state,
    pg_wal_lsn_diff(pg_current_wal_lsn(), r.replay_lsn)::bigint, extract(epoch from r.replay_lag)::float8
from pg_stat_replication r
left join pg_replication_slots s on s.active_pid = r.pid
where r.state is distinct from 'backup' and s.slot_type is distinct from 'logical'
order by 1, 2
