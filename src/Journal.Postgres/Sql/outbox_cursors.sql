-- Where to go on. A row before that place which is not published was set so by an operator: it goes out again.
select p.partition, least(p.published_through, (
    select min(o.position) - 1 from docket.outbox o where o.partition = p.partition and o.published_at is null))
from docket.outbox_partitions p
where p.partition = any ($1)
