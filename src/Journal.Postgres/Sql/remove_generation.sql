delete from docket_views.generations
where view = $1 and role = $2
