-- What docket.append never does, so somebody else did it. Each kind is told at most so many times.
(
    select 'position ' || position || ' follows ' || former
    from (
        select position, coalesce(lag(position) over (order by position), 0) as former
        from docket.events where position <= $1) e
    where position <> former + 1
    order by position limit $2
)
union all
(
    select 'stream ' || stream || ': version ' || version || ' follows ' || former
        || case when position <= before then ' but stands before it' else '' end
    from (
        select stream, version, position,
            coalesce(lag(version) over w, 0) as former, coalesce(lag(position) over w, 0) as before
        from docket.events where position <= $1
        window w as (partition by stream order by version)) e
    where version <> former + 1 or position <= before
    order by stream, version limit $2
)
union all
(
    select 'command ' || c.key || ' names version ' || c.version || ' of stream ' || c.stream || ' at position '
        || c.position || ', which is ' || coalesce('at ' || e.position, 'not there')
    from docket.commands c left join docket.events e on e.stream = c.stream and e.version = c.version
    where c.position <= $1 and c.version > 0 and e.position is distinct from c.position
    order by c.key limit $2
)
