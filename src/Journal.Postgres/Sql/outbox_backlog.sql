-- Counted up to a bound: beyond it the exact figure is not worth reading the whole backlog.
select p.partition, b.rows,
    (select extract(epoch from clock_timestamp() - e.recorded_at)::float8 from docket.events e where e.position = b.oldest)
from unnest($1) as p (partition)
cross join lateral (
    select count(*) as rows, min(position) as oldest
    from (
        select position from docket.outbox
        where partition = p.partition and published_at is null
        order by position
        limit 100000) u) b
