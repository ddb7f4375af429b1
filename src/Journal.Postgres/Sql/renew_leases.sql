update docket.leases held
set expires_at = clock_timestamp() + $3
from unnest($1, $2) as mine (name, epoch)
where held.name = mine.name and held.epoch = mine.epoch
returning held.name
