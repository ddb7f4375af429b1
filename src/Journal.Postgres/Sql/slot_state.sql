-- confirmed: how far the slot's reader has come. Null where there is no such slot.
select s.active_pid, s.wal_status, pg_wal_lsn_diff(pg_current_wal_lsn(), s.confirmed_flush_lsn)::bigint, s.database
from pg_replication_slots s
where s.slot_name = $1
