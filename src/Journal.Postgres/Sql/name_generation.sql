-- In three steps of one transaction, because no two generations of a view may have one role at a time.
update docket_views.generations
set role = $3
where view = $1 and role = $2
