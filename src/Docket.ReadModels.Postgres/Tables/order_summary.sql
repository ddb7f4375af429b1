-- Orders and, beside them, customers' names of today: a name in every order's row would be rewritten in all of them.
-- key and row are the engine's own bytes; the columns say the same for SQL. They are written together.
-- Fixed-width columns first, so that nothing is lost to alignment; room in each page keeps an update in its page.
create table {order_summary} (
    version       bigint,
    position      bigint,
    total         bigint,
    paid          bigint,
    refunded      bigint,
    discount      bigint,
    item_count    bigint,
    placed_at     timestamptz,
    paid_at       timestamptz,
    shipped_at    timestamptz,
    cancelled_at  timestamptz,
    kind          text not null collate "C",
    order_id      text collate "C",
    customer_id   text collate "C",
    customer_name text,
    status        text collate "C",
    currency      text collate "C",
    payment_id    text collate "C",
    key           bytea not null primary key,
    row           bytea not null
) with (fillfactor = 80);
