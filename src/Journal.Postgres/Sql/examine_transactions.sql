select pid, coalesce(usename, '')::text, application_name, extract(epoch from clock_timestamp() - xact_start)::float8, state
from pg_stat_activity
where xact_start < clock_timestamp() - interval '5 minutes' and backend_type = 'client backend'
order by xact_start
limit 10
