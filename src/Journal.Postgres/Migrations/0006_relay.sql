-- How far each partition of the outbox is published. The rows say it too, one by one; this says it at once, so that a
-- relay starts behind what is done instead of walking over it, and whichever engine reads goes on at the same place.
create table docket.outbox_partitions (
    published_through bigint      not null default 0, -- everything up to this position is published, or was skipped
    epoch             bigint      not null default 0, -- of the lease under which that was written
    stalled_position  bigint,                         -- null: nothing is refused
    stalled_since     timestamptz,
    stalled_tries     integer     not null default 0,
    partition         smallint    not null,
    stalled_reason    text,
    constraint outbox_partitions_pkey primary key (partition)
) with (fillfactor = 50);

insert into docket.outbox_partitions (partition) select generate_series(0, 15);

-- The partitions' leases exist from the start: relays lock free ones with SKIP LOCKED, which wants a row to lock.
insert into docket.leases (name, owner, epoch, expires_at)
select 'relay/' || to_char(partition, 'FM00'), 'nobody', 0, 'epoch' from docket.outbox_partitions
on conflict do nothing;

-- Which relays are there, so that each takes its share of the partitions and no more.
create table docket.relays (
    expires_at timestamptz not null,
    owner      text        not null collate "C",
    constraint relays_pkey primary key (owner)
) with (fillfactor = 50);

-- What an operator left out. Nothing else leaves the outbox unpublished.
create table docket.outbox_skipped (
    position       bigint      not null,
    skipped_at     timestamptz not null default clock_timestamp(),
    outbox_id      uuid        not null,
    aggregate_type text        not null collate "C",
    aggregate_id   text        not null collate "C",
    event_type     text        not null collate "C",
    skipped_by     text        not null,
    reason         text        not null,
    payload        jsonb       not null,
    constraint outbox_skipped_pkey primary key (position)
);

-- Marks the rows of some partitions as published, after one position and up to another, and answers which of these partitions were
-- still under the caller's epoch; the others are left alone. The leases stay locked to the end of the transaction, so
-- that nobody takes over between the check and the commit; in their order, so that two of us never wait for each other.
create function docket.mark_published(
    partitions smallint[], epochs bigint[], afters bigint[], throughs bigint[]) returns smallint[]
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    -- Plans that are right for any backlog: each partition's own range of the index of what is unpublished.
    set enable_seqscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
    set plan_cache_mode = force_generic_plan
as $$
declare
    owned smallint[];
begin
    select array_agg(held.partition) into owned
    from (
        select m.partition
        from unnest(partitions, epochs) as m (partition, epoch)
        join docket.leases l on l.name = 'relay/' || to_char(m.partition, 'FM00') and l.epoch = m.epoch
        order by l.name
        for share of l
    ) held;
    if owned is null then return '{}'; end if;

    -- Decoding tells of a commit a moment before it is visible. What cannot be seen cannot be marked.
    if (select coalesce(max(e.position), 0) from docket.events e) < (select max(t) from unnest(throughs) t) then
        raise exception 'These rows are not visible yet.' using errcode = 'DKT02';
    end if;

    update docket.outbox o
    set published_at = clock_timestamp()
    from unnest(partitions, afters, throughs) as m (partition, after, through)
    where m.partition = any (owned) and o.partition = m.partition
        and o.position > m.after and o.position <= m.through and o.published_at is null;

    update docket.outbox_partitions p
    set published_through = greatest(p.published_through, m.through), epoch = m.epoch
    from unnest(partitions, epochs, throughs) as m (partition, epoch, through)
    where m.partition = any (owned) and p.partition = m.partition;
    -- What was refused has been taken.
    update docket.outbox_partitions p
    set stalled_position = null, stalled_since = null, stalled_reason = null, stalled_tries = 0
    where p.partition = any (owned) and p.stalled_position <= p.published_through;
    return owned;
end
$$;

-- Writes down that a row is refused and its partition waits.
create function docket.stall_outbox(
    stalled_partition smallint, lease_epoch bigint, refused bigint, reason text) returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    perform docket.require_lease('relay/' || to_char(stalled_partition, 'FM00'), lease_epoch);
    update docket.outbox_partitions p
    set stalled_since = case when p.stalled_position = refused then p.stalled_since else clock_timestamp() end,
        stalled_tries = case when p.stalled_position = refused then p.stalled_tries + 1 else 1 end,
        stalled_position = refused, stalled_reason = reason
    where p.partition = stalled_partition;
end
$$;

-- Leaves a refused row out, for good and with a trace. Only the row its partition waits for can be skipped. The relay
-- finds it gone at its next try. False: no partition waits for this row.
create function docket.skip_outbox(refused bigint, who text, why text) returns boolean
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    perform from docket.outbox_partitions p where p.stalled_position = refused for update;
    if not found then return false; end if;
    insert into docket.outbox_skipped
        (position, outbox_id, aggregate_type, aggregate_id, event_type, payload, skipped_by, reason)
    select o.position, o.outbox_id, o.aggregate_type, o.aggregate_id, o.event_type, o.payload, who, why
    from docket.outbox o where o.position = refused and o.published_at is null;
    if not found then return false; end if;
    update docket.outbox o set published_at = clock_timestamp() where o.position = refused;
    update docket.outbox_partitions p
    set stalled_position = null, stalled_since = null, stalled_reason = null, stalled_tries = 0
    where p.stalled_position = refused;
    return true;
end
$$;

-- What the change stream decodes. A publication belongs to the database, so another schema has one of another name.
do $$
begin
    execute format('create publication %I for table docket.outbox with (publish = ''insert'')', 'docket' || '_outbox');
end
$$;

revoke all on docket.outbox_partitions, docket.relays, docket.outbox_skipped from public;
revoke all on function docket.mark_published, docket.stall_outbox, docket.skip_outbox from public;
grant select on docket.outbox_partitions, docket.relays, docket.outbox_skipped to docket_reader, docket_relay;
grant insert, update, delete on docket.relays to docket_relay;
grant execute on function docket.mark_published, docket.stall_outbox, docket.skip_outbox to docket_relay;
-- Marking goes through docket.mark_published, which looks at the lease.
revoke update (published_at) on docket.outbox from docket_relay;
