-- Slots are the whole server's, so this database's number is in the name.
select s.name, k.slot_name is not null, coalesce(k.wal_status = 'lost', false)
from (select $1 || '_' || d.oid || '_' || $2 as name from pg_database d where d.datname = current_database()) s
left join pg_replication_slots k on k.slot_name = s.name
