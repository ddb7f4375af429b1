-- A row an order that has a customer. placed_ticks is placed_at in units of 100 ns since the year 1, as it was recorded:
-- a timestamp rounds to microseconds, and the order of a list must not depend on that.
create table {customer_history} (
    version      bigint not null,
    placed_ticks bigint not null,
    placed_at    timestamptz not null,
    item_count   bigint not null,
    total        bigint not null,
    paid         bigint not null,
    refunded     bigint not null,
    order_id     text not null collate "C",
    customer_id  text not null collate "C",
    status       text not null collate "C",
    currency     text not null collate "C",
    item_names   text not null,
    words        text not null collate "C",
    key          bytea not null primary key,
    row          bytea not null
) with (fillfactor = 80);
