with e as (
    insert into bare.events (position, stream, version, type, data, metadata, recorded_at)
    select e.position, e.stream, e.version, 'order.line_added.v1', e.data, e.metadata, now()
    from unnest($1, $2, $3, $4, $5) as e (position, stream, version, data, metadata))
insert into bare.outbox (position, partition, outbox_id, aggregate_type, aggregate_id, event_type, payload)
select o.position, o.version % 16, o.id, 'order', o.stream, 'docket.order.changed.v1', o.data
from unnest($1, $2, $3, $6, $7) as o (position, stream, version, data, id)
