#!/bin/sh
# Run once, on a new database: the groups that migrations would make, the service's user in them, and the standby's.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set=app_password="$DOCKET_APP_PASSWORD" --set=replication_password="$REPLICATION_PASSWORD" <<'SQL'
create role docket_writer nologin;
create role docket_relay nologin;
create role docket_projector nologin;
create role docket_reader nologin;
create role docket_app login password :'app_password' in role docket_writer, docket_relay, docket_projector;
create role standby replication login password :'replication_password';
select pg_create_physical_replication_slot('standby');
SQL
echo 'host replication standby all scram-sha-256' >>"$PGDATA/pg_hba.conf"
