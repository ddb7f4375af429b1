-- A new owner waits here for a former owner's transaction that has checked the lease and is not committed yet.
insert into docket.leases as held (name, owner, epoch, expires_at)
values ($1, $2, 1, clock_timestamp() + $3)
on conflict (name) do update
set owner = excluded.owner, expires_at = clock_timestamp() + $3,
    epoch = case when held.owner = excluded.owner then held.epoch else held.epoch + 1 end
where held.owner = excluded.owner or held.expires_at <= clock_timestamp()
returning epoch
