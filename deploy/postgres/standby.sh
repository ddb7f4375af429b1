#!/bin/sh
# A streaming standby: copies the primary the first time, then follows it.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  # pg_basebackup writes the connection, with the password, into the copy's own settings.
  PGPASSWORD=$REPLICATION_PASSWORD pg_basebackup --host postgres --username standby --pgdata "$PGDATA" \
    --write-recovery-conf --wal-method stream --checkpoint fast --slot standby
  chmod 700 "$PGDATA"
fi
exec postgres -c hot_standby=on -c hot_standby_feedback=on -c max_connections=200
