-- Who of many processes does a piece of work. The epoch tells an owner from former ones: whoever writes under a lease
-- compares it in the same transaction (docket.require_lease), because a paused process does not know that it lost it.
create table docket.leases (
    epoch      bigint      not null,
    expires_at timestamptz not null,
    name       text        not null collate "C",
    owner      text        not null collate "C",
    constraint leases_pkey primary key (name)
) with (fillfactor = 50);

-- Fails unless the lease is still at this epoch. The row stays locked until the transaction ends, so that no other owner
-- can take over between this check and the commit. The owner's time may be over: nobody took the work meanwhile.
create function docket.require_lease(lease_name text, lease_epoch bigint) returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    perform from docket.leases l where l.name = lease_name and l.epoch = lease_epoch for share;
    if not found then
        raise exception 'The lease % has another owner now.', lease_name
            using errcode = 'DKT01', hint = 'This process was too slow and must stop this work.';
    end if;
end
$$;

revoke all on docket.leases from public;
revoke all on function docket.require_lease from public;
grant select on docket.leases to docket_reader;
grant select, insert, update on docket.leases to docket_writer, docket_relay, docket_projector;
grant execute on function docket.require_lease to docket_writer, docket_relay, docket_projector;
