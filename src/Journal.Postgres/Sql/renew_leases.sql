-- Locked in their order, as others lock them too: two that lock several never wait for each other.
with mine as (
    select held.name
    from docket.leases held
    join unnest($1, $2) as m (name, epoch) on held.name = m.name and held.epoch = m.epoch
    order by held.name
    for no key update of held)
update docket.leases held
set expires_at = clock_timestamp() + $3
from mine
where held.name = mine.name
returning held.name
