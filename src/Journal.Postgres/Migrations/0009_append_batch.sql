-- The same functions with less work a row. Arrays are unnested in the select list, side by side, and so are not laid
-- down in a temporary store each; and a batch in which nothing conflicts needs no sorting.
create or replace function docket.append(
    clock        timestamptz,
    -- One element an append; keys and fingerprints are null where no append of the batch has a key.
    streams      text[],
    expected     bigint[],   -- -1: any
    sizes        integer[],  -- events in the append
    keys         text[],
    fingerprints bytea[],
    -- One element an event.
    appends      integer[],  -- of which append, from 1
    numbers      integer[],  -- which of its events, from 1
    event_stream text[],
    types        text[],
    datas        json[],
    metadatas    bytea[],
    -- One element an append: 0 appended, 1 conflict, 2 repeated; the stream's version then, and the last event's position.
    out fates     smallint[],
    out versions  bigint[],
    out positions bigint[],
    -- What the first command of the same key did; null where nothing was repeated.
    out first_fingerprints bytea[],
    out first_streams      text[])
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    -- Plans that are right for any size of journal: looking up by index, once for each element.
    set enable_seqscan = off
    set plan_cache_mode = force_generic_plan
as $$
declare
    head     bigint;
    recorded timestamptz;
    found_versions bigint[];
begin
    perform pg_advisory_xact_lock('pg_class'::regclass::oid::int, 'docket.events'::regclass::oid::int);

    -- A writer whose clock is behind does not put a later event before an earlier one.
    select e.position, greatest(e.recorded_at, clock) into head, recorded
    from docket.events e order by e.position desc limit 1;
    head := coalesce(head, 0);
    recorded := coalesce(recorded, clock);

    found_versions := array(
        select coalesce((
            select e.version from docket.events e where e.stream = r.stream order by e.version desc limit 1), 0)
        from (select unnest(streams) as stream) r);

    -- Nearly every batch: nothing conflicts, nothing is repeated, and each append has events.
    if (found_versions = expected or not exists (
            select from (select unnest(expected) as expected, unnest(found_versions) as found) r
            where r.expected not in (-1, r.found)))
        and 0 <> all (sizes)
        and (keys is null or not exists (
            select from unnest(keys) as r (key), lateral (
                select from docket.commands l where l.key = r.key limit 1) l))
    then
        fates := array_fill(0::smallint, array[cardinality(streams)]);
        versions := array(select unnest(found_versions) + unnest(sizes));
        positions := array(
            select head + sum(r.size) over (rows unbounded preceding) from (select unnest(sizes) as size) r);
    else
        select array_agg(f.fate), array_agg(f.version), array_agg(f.position) into fates, versions, positions
        from (
            select
                a.fate,
                case a.fate when 0 then a.found + a.size when 1 then a.found else a.first_version end as version,
                case a.fate
                    when 0 then case a.size
                        when 0 then a.last
                        else head
                            + sum(a.size) filter (where a.fate = 0) over (order by a.n rows unbounded preceding) end
                    when 1 then a.last
                    else a.first_position end::bigint as position
            from (
                select r.n, r.size, coalesce(s.version, 0) as found, coalesce(s.position, 0) as last,
                    c.version as first_version, c.position as first_position,
                    case when c.position is not null then 2
                         when r.expected in (-1, coalesce(s.version, 0)) then 0
                         else 1 end::smallint as fate
                from unnest(streams, expected, sizes, keys) with ordinality as r (stream, expected, size, key, n)
                left join lateral (
                    select e.version, e.position from docket.events e
                    where e.stream = r.stream order by e.version desc limit 1) s on true
                left join lateral (
                    select l.version, l.position from docket.commands l
                    where l.key = r.key limit 1) c on true
            ) a
            order by a.n
        ) f;
    end if;

    insert into docket.events (position, stream, version, type, data, metadata, recorded_at)
    select positions[e.append] - sizes[e.append] + e.number, e.stream, versions[e.append] - sizes[e.append] + e.number,
        e.type, e.data, e.metadata, recorded
    from (
        select unnest(appends) as append, unnest(numbers) as number, unnest(event_stream) as stream,
            unnest(types) as type, unnest(datas) as data, unnest(metadatas) as metadata) e
    where fates[e.append] = 0;

    if keys is null then return; end if;

    insert into docket.commands (key, fingerprint, stream, version, position)
    select r.key, r.fingerprint, r.stream, versions[r.n], positions[r.n]
    from unnest(keys, fingerprints, streams) with ordinality as r (key, fingerprint, stream, n)
    where r.key is not null and fates[r.n] = 0;

    if 2 <> all (fates) then return; end if;

    select array_agg(c.fingerprint order by r.n), array_agg(c.stream order by r.n)
    into first_fingerprints, first_streams
    from unnest(keys) with ordinality as r (key, n)
    left join lateral (
        select l.fingerprint, l.stream from docket.commands l where l.key = r.key limit 1) c on true;
end
$$;

create or replace function docket.put_outbox(
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
    from (
        select unnest(appends) as append, unnest(numbers) as number, unnest(partitions) as partition, unnest(ids) as id,
            unnest(aggregate_types) as aggregate_type, unnest(aggregate_ids) as aggregate_id,
            unnest(event_types) as event_type, unnest(payloads) as payload) m
    where fates[m.append] = 0;
end
$$;
