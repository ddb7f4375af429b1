-- Run under the lock, and only where it is not there yet: it asks for the right to create.
create schema if not exists docket;
create table if not exists docket.migrations (
    number     integer     not null,
    name       text        not null,
    checksum   bytea       not null,
    applied_at timestamptz not null default clock_timestamp(),
    constraint migrations_pkey primary key (number)
);
