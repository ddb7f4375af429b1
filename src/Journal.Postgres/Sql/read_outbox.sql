-- The next unpublished rows of some partitions, so many of each. Every partition reads its own range of the index of
-- unpublished rows, behind what it has read already.
select o.partition, o.position, o.outbox_id, o.aggregate_type, o.aggregate_id, o.event_type, o.payload
from unnest($1, $2) as p (partition, after)
cross join lateral (
    select * from docket.outbox r
    where r.partition = p.partition and r.position > p.after and r.published_at is null
    order by r.position
    limit $3) o
