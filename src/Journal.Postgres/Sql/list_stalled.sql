select p.partition, p.stalled_position, p.stalled_since, p.stalled_tries, p.stalled_reason,
    o.outbox_id, o.aggregate_type, o.aggregate_id, o.event_type
from docket.outbox_partitions p join docket.outbox o on o.position = p.stalled_position
order by p.stalled_since
