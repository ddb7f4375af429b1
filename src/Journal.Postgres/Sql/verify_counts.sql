select
    (select count(*) from docket.events where position <= $1),
    (select count(distinct stream) from docket.events where position <= $1),
    (select count(*) from docket.commands where position <= $1),
    pg_total_relation_size('docket.events') + pg_total_relation_size('docket.commands')
