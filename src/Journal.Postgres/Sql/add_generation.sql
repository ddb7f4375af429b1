insert into docket_views.generations (view, generation, schema_version, role)
select $1, coalesce(max(generation), 0) + 1, $2, 'shadow' from docket_views.generations where view = $1
returning generation
