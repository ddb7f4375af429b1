-- The orders of those events, each of five lines.
insert into docket.orders
    (position, version, total, discount, paid, refunded, placed_at, order_id, customer_id, currency)
select position, 5, 194985, 0, 0, 0, recorded_at, substr(stream, 7), 'cust-004711', 'EUR'
from docket.events where version = 5
on conflict do nothing;

insert into docket.order_items (version, unit_price, line, quantity, order_id, product_id, name)
select version, 12999, 1, 3, substr(stream, 7), 'SKU-0004711-BLUE-XL', 'A mug in BLUE, dishwasher-safe, 0.3 l'
from docket.events where type = 'order.line_added.v1'
on conflict do nothing
