-- So many events of the bench's kind, five to a stream, in their order.
insert into docket.events (position, version, recorded_at, stream, type, metadata, data)
select head + n, (n - 1) % 5 + 1, now(), 'order-' || md5((head + (n - 1) / 5)::text), 'order.line_added.v1',
    decode(md5(n::text) || '0000000000000000ffffffff', 'hex'),
    ('{"orderId":"' || md5(n::text) || '","customerId":"cust-004711","line":' || (n - 1) % 5
        || ',"sku":"SKU-0004711-BLUE-XL","quantity":3,"unitPrice":129.99,"currency":"EUR","warehouse":"WRO-02","note":"'
        || 'abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz01","occurredAt":"2026-08-22T10:15:30.1234567Z"}'
    )::json
from generate_series(1, $1::bigint) n, (select coalesce(max(position), 0) as head from docket.events) h
