-- Which journal this is: the same on a standby and after a failover, another one after a restore or a new start.
select c.system_identifier || '-' || d.oid || '-' || to_char(m.applied_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS')
from pg_control_system() c, pg_database d, docket.migrations m
where d.datname = current_database() and m.number = 1
