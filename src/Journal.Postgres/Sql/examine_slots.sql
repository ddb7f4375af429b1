select slot_name::text, slot_type, active, coalesce(wal_status, ''),
    coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint
from pg_replication_slots
order by slot_name
