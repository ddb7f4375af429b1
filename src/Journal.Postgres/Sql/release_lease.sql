update docket.leases
set expires_at = 'epoch'
where name = $1 and epoch = $2
