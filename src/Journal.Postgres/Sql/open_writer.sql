-- Who we are, so that a lost session can be ended. An acknowledged append is durable whatever the server's default is.
select pid, backend_start, pg_is_in_recovery(),
    case current_setting('synchronous_commit') when 'off' then set_config('synchronous_commit', 'on', false) end
from pg_stat_activity
where pid = pg_backend_pid()
