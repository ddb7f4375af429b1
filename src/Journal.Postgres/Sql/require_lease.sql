select docket.require_lease($1, $2)
