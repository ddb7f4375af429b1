-- One small step of retention: of the next rows by position, deletes those published long enough ago. Answers how far
-- it looked, what it deleted, and whether it has come to rows that are still too young.
with next as (
    select position, published_at from docket.outbox where position > $1 order by position limit $2),
gone as (
    delete from docket.outbox o using next n
    where o.position = n.position and n.published_at < clock_timestamp() - $3 and o.published_at is not null
    returning o.position)
select (select max(position) from next), (select count(*) from gone),
    exists (select from next where published_at >= clock_timestamp() - $3)
