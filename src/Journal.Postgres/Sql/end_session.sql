-- False when the session is still there after the wait; no row when it had gone. The start time tells it from a later
-- session of the same process id.
select pg_terminate_backend(pid, $3)
from pg_stat_activity
where pid = $1 and backend_start = $2
