select name, owner, epoch,
    case when expires_at > clock_timestamp() then expires_at - clock_timestamp() else interval '0' end
from docket.leases
where starts_with(name, $1)
order by name
