-- What other systems are to be told. A row is written in the transaction of its event and is published later.
-- The position is the key: one message an event at most, and retention deletes from the old end. outbox_id needs no
-- index: nobody looks a row up by it, consumers tell repeats by it.
create table docket.outbox (
    position       bigint      not null,
    published_at   timestamptz,          -- null: not yet published
    partition      smallint    not null,
    outbox_id      uuid        not null,
    aggregate_type text        not null collate "C",
    aggregate_id   text        not null collate "C",
    event_type     text        not null collate "C",
    payload        jsonb       not null,
    constraint outbox_pkey primary key (position)
);

-- The relay asks for the oldest unpublished rows of a partition. Only those are in the index: it is as long as the
-- backlog, not as the history, and a row leaves it by being published. (partition, position) gives them in their order
-- without a sort.
create index outbox_unpublished on docket.outbox (partition, position) where published_at is null;

-- Rows are updated once and deleted soon after: dead versions must go early, or the relay walks past them.
alter table docket.outbox set (
    autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05,
    autovacuum_analyze_scale_factor = 0.05);

-- Called with what docket.append answered, in the same statement: rows of appends that took effect, and of no others.
create function docket.put_outbox(
    fates           smallint[],
    positions       bigint[],
    sizes           integer[],
    -- One element a message.
    appends         integer[],  -- of which append, from 1
    numbers         integer[],  -- of which of its events, from 1
    partitions      smallint[],
    ids             uuid[],
    aggregate_types text[],
    aggregate_ids   text[],
    event_types     text[],
    payloads        jsonb[])
    returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    insert into docket.outbox (position, partition, outbox_id, aggregate_type, aggregate_id, event_type, payload)
    select positions[m.append] - sizes[m.append] + m.number, m.partition, m.id, m.aggregate_type, m.aggregate_id,
        m.event_type, m.payload
    from unnest(appends, numbers, partitions, ids, aggregate_types, aggregate_ids, event_types, payloads)
        as m (append, number, partition, id, aggregate_type, aggregate_id, event_type, payload)
    where fates[m.append] = 0;
end
$$;

revoke all on docket.outbox from public;
revoke all on function docket.put_outbox from public;
grant select on docket.outbox to docket_reader;
grant execute on function docket.put_outbox to docket_writer;
-- A relay marks rows as published and removes old ones; it changes nothing else of them.
grant select, delete on docket.outbox to docket_relay;
grant update (published_at) on docket.outbox to docket_relay;
