-- The journal's tables. They only ever grow at their end: no row is updated or deleted, so there is nothing to vacuum
-- and no reader's old snapshot can slow the writers down.
-- There is no table of streams: the unique index on (stream, version) is the stream. Its last entry says the version,
-- and it refuses a second event of the same number even to someone who went round docket.append.
-- Names compare byte by byte ("C"): the order is the same on every server, and comparing is cheap.
-- data is json and not jsonb: the codec gets back the very bytes it wrote, and SQL can still look inside.
create table docket.events (
    position    bigint      not null,
    version     bigint      not null,
    recorded_at timestamptz not null,
    stream      text        not null collate "C",
    type        text        not null collate "C",
    metadata    bytea       not null,
    data        json        not null,
    constraint events_pkey primary key (position),
    constraint events_stream_version_key unique (stream, version)
);

-- The ledger: what each keyed command did, for ever.
create table docket.commands (
    position    bigint not null,
    version     bigint not null,
    key         text   not null collate "C",
    stream      text   not null collate "C",
    fingerprint bytea  not null,
    constraint commands_pkey primary key (key)
);

-- The newest snapshot of each stream; disposable. Room is left in each page so that replacing one stays in its page.
create table docket.snapshots (
    version        bigint  not null,
    schema_version integer not null,
    stream         text    not null collate "C",
    state          json    not null,
    constraint snapshots_pkey primary key (stream)
) with (fillfactor = 70);

-- An append-only table is vacuumed for its visibility map and for freezing only; by inserts, long before it must be.
alter table docket.events set (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
alter table docket.commands set (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
