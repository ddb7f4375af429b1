select name, setting
from pg_settings
where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'wal_level', 'max_slot_wal_keep_size', 'max_connections',
    'superuser_reserved_connections')
