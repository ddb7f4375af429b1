insert into docket.snapshots as kept (stream, version, schema_version, state)
values ($1, $2, $3, $4)
on conflict (stream) do update
set version = excluded.version, schema_version = excluded.schema_version, state = excluded.state
where kept.version <= excluded.version
