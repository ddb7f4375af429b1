select b.backlog, extract(epoch from clock_timestamp() - e.recorded_at)::float8
from (select count(*) as backlog, min(position) as oldest from docket.outbox where published_at is null) b
left join docket.events e on e.position = b.oldest
