-- Takes some of the leases that nobody holds. Rows that another owner is just taking, or whose former owner is just
-- writing under them, are skipped and not waited for.
update docket.leases l
set owner = $2, epoch = l.epoch + 1, expires_at = clock_timestamp() + $3
from (
    select name from docket.leases
    where starts_with(name, $1) and expires_at <= clock_timestamp()
    order by name
    limit $4
    for update skip locked) free
where l.name = free.name
returning l.name, l.epoch
