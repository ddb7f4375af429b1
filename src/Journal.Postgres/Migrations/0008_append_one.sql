-- One append that is alone in its batch: a lone writer's, or one of many to one stream. It does what docket.append and
-- docket.put_outbox do, under the same lock, in plain statements: setting up the statements that settle a whole batch
-- as a set costs more than settling one append.
create function docket.append_one(
    clock        timestamptz,
    stream_name  text,
    expected     bigint,      -- -1: any
    command_key  text,        -- null: none
    command_fingerprint bytea,
    -- One element an event.
    types        text[],
    datas        json[],
    metadatas    bytea[],
    -- One element a message.
    numbers      integer[],   -- of which event, from 1
    ids          uuid[],
    event_types  text[],
    payloads     jsonb[],
    -- Of all its messages.
    partition_of smallint,
    aggregate    text,        -- its category, and which of it
    aggregate_key text,
    -- 0 appended, 1 conflict, 2 repeated; the stream's version then, and the last event's position.
    out fate     smallint,
    out reached  bigint,
    out last     bigint,
    -- What the first command of the same key did; null where nothing was repeated.
    out first_fingerprint bytea,
    out first_stream      text)
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    -- Plans that are right for any size of journal: looking up by index.
    set enable_seqscan = off
    set plan_cache_mode = force_generic_plan
as $$
declare
    size     constant integer := cardinality(types);
    head     bigint;
    recorded timestamptz;
begin
    perform pg_advisory_xact_lock('pg_class'::regclass::oid::int, 'docket.events'::regclass::oid::int);

    if command_key is not null then
        select 2, l.version, l.position, l.fingerprint, l.stream
        into fate, reached, last, first_fingerprint, first_stream
        from docket.commands l where l.key = command_key;
        if found then return; end if;
    end if;

    select e.version, e.position into reached, last
    from docket.events e where e.stream = stream_name order by e.version desc limit 1;
    reached := coalesce(reached, 0);
    last := coalesce(last, 0);
    if expected not in (-1, reached) then
        fate := 1;
        return;
    end if;
    fate := 0;

    if size > 0 then
        -- A writer whose clock is behind does not put a later event before an earlier one.
        select e.position, greatest(e.recorded_at, clock) into head, recorded
        from docket.events e order by e.position desc limit 1;
        head := coalesce(head, 0);
        recorded := coalesce(recorded, clock);

        if size = 1 then
            insert into docket.events (position, stream, version, type, data, metadata, recorded_at)
            values (head + 1, stream_name, reached + 1, types[1], datas[1], metadatas[1], recorded);
        else
            insert into docket.events (position, stream, version, type, data, metadata, recorded_at)
            select head + e.n, stream_name, reached + e.n, e.type, e.data, e.metadata, recorded
            from unnest(types, datas, metadatas) with ordinality as e (type, data, metadata, n);
        end if;
        reached := reached + size;
        last := head + size;
    end if;

    if command_key is not null then
        insert into docket.commands (key, fingerprint, stream, version, position)
        values (command_key, command_fingerprint, stream_name, reached, last);
    end if;

    if cardinality(ids) = 1 then
        insert into docket.outbox (position, partition, outbox_id, aggregate_type, aggregate_id, event_type, payload)
        values (head + numbers[1], partition_of, ids[1], aggregate, aggregate_key, event_types[1], payloads[1]);
    elsif cardinality(ids) > 1 then
        insert into docket.outbox (position, partition, outbox_id, aggregate_type, aggregate_id, event_type, payload)
        select head + m.number, partition_of, m.id, aggregate, aggregate_key, m.type, m.payload
        from unnest(numbers, ids, event_types, payloads) as m (number, id, type, payload);
    end if;
end
$$;

revoke all on function docket.append_one from public;
grant execute on function docket.append_one to docket_writer;
