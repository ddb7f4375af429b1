-- Where every order stands now, for reports and for people with psql. The rows follow from the events and are written in
-- the append's transaction by docket.put_orders, by nobody else: they can be thrown away and made anew
-- (docket db rebuild-state). There are no foreign keys: the one writer needs no checking, and checks would cost each append.
create table docket.orders (
    position     bigint      not null,  -- of the order's last event
    version      bigint      not null,
    total        bigint      not null,  -- lines less discounts; amounts are in minor units
    discount     bigint      not null,
    paid         bigint      not null,
    refunded     bigint      not null,
    placed_at    timestamptz not null,
    paid_at      timestamptz,           -- the last payment's time
    shipped_at   timestamptz,
    cancelled_at timestamptz,
    order_id     text        not null collate "C",
    customer_id  text        collate "C",
    currency     text        not null collate "C",
    status       text        not null collate "C" generated always as (case
        when cancelled_at is not null then 'cancelled'
        when shipped_at is not null then 'shipped'
        when paid_at is not null and paid >= total then 'paid'
        else 'pending' end) stored,
    constraint orders_pkey primary key (order_id)
) with (fillfactor = 60); -- An order is changed a few times, soon after it was placed: then in its own page.

create table docket.order_items (
    version    bigint  not null,        -- of the event that brought the line
    unit_price bigint  not null,
    line       integer not null,        -- which of that event's lines, from 1
    quantity   integer not null,
    order_id   text    not null collate "C",
    product_id text    not null collate "C",
    name       text    not null,
    constraint order_items_pkey primary key (order_id, version, line)
);

create table docket.payments (
    version      bigint      not null,
    amount       bigint      not null,
    confirmed_at timestamptz not null,
    order_id     text        not null collate "C",
    payment_id   text        not null collate "C",
    method       text,
    constraint payments_pkey primary key (order_id, version)
);

alter table docket.orders set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
alter table docket.order_items set (autovacuum_vacuum_insert_scale_factor = 0.05);
alter table docket.payments set (autovacuum_vacuum_insert_scale_factor = 0.05);

-- Called with what docket.append answered, in the same statement. It refuses nothing: these rows may be wrong and can be
-- made anew, but an append may not fail because of them.
create function docket.put_orders(
    fates     smallint[],
    versions  bigint[],
    positions bigint[],
    sizes     integer[],
    -- One element an append: what its events together add; a time is null where its event is not among them.
    appends         integer[],  -- which append, from 1
    orders          text[],
    customers       text[],
    currencies      text[],
    totals          bigint[],
    discounts       bigint[],
    payments        bigint[],
    refunds         bigint[],
    placed_times    timestamptz[],
    paid_times      timestamptz[],
    shipped_times   timestamptz[],
    cancelled_times timestamptz[],
    -- One element a line.
    line_appends    integer[],
    line_events     integer[],  -- which of the append's events, from 1
    line_numbers    integer[],
    line_orders     text[],
    line_products   text[],
    line_names      text[],
    line_quantities integer[],
    line_prices     bigint[],
    -- One element a payment.
    payment_appends integer[],
    payment_events  integer[],
    payment_orders  text[],
    payment_ids     text[],
    payment_amounts bigint[],
    payment_times   timestamptz[],
    payment_methods text[])
    returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    -- Plans that are right for any size of the tables: rows are looked up by their key, once for each element.
    set enable_seqscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
    set plan_cache_mode = force_generic_plan
as $$
begin
    if cardinality(array_remove(placed_times, null)) > 0 then
        insert into docket.orders (position, version, order_id, customer_id, currency, total, discount, paid, refunded,
            placed_at, paid_at, shipped_at, cancelled_at)
        select positions[o.append], versions[o.append], o.id, o.customer, o.currency, o.total, o.discount, o.paid,
            o.refunded, o.placed_at, o.paid_at, o.shipped_at, o.cancelled_at
        from unnest(appends, orders, customers, currencies, totals, discounts, payments, refunds,
                placed_times, paid_times, shipped_times, cancelled_times)
            as o (append, id, customer, currency, total, discount, paid, refunded,
                placed_at, paid_at, shipped_at, cancelled_at)
        where fates[o.append] = 0 and o.placed_at is not null
        on conflict do nothing;
    end if;

    if array_position(placed_times, null) is not null then
        update docket.orders o
        set position = positions[c.append], version = versions[c.append], total = o.total + c.total,
            discount = o.discount + c.discount, paid = o.paid + c.paid, refunded = o.refunded + c.refunded,
            paid_at = coalesce(c.paid_at, o.paid_at), shipped_at = coalesce(c.shipped_at, o.shipped_at),
            cancelled_at = coalesce(c.cancelled_at, o.cancelled_at)
        from unnest(appends, orders, totals, discounts, payments, refunds,
                placed_times, paid_times, shipped_times, cancelled_times)
            as c (append, id, total, discount, paid, refunded, placed_at, paid_at, shipped_at, cancelled_at)
        where o.order_id = c.id and fates[c.append] = 0 and c.placed_at is null;
    end if;

    if cardinality(line_appends) > 0 then
        insert into docket.order_items (order_id, version, line, product_id, name, quantity, unit_price)
        select l.order_id, versions[l.append] - sizes[l.append] + l.event, l.line, l.product, l.name, l.quantity, l.price
        from unnest(line_appends, line_events, line_numbers, line_orders, line_products, line_names, line_quantities,
                line_prices)
            as l (append, event, line, order_id, product, name, quantity, price)
        where fates[l.append] = 0
        on conflict do nothing;
    end if;

    if cardinality(payment_appends) > 0 then
        insert into docket.payments (order_id, version, payment_id, amount, confirmed_at, method)
        select p.order_id, versions[p.append] - sizes[p.append] + p.event, p.id, p.amount, p.at, p.method
        from unnest(payment_appends, payment_events, payment_orders, payment_ids, payment_amounts, payment_times,
                payment_methods)
            as p (append, event, order_id, id, amount, at, method)
        where fates[p.append] = 0
        on conflict do nothing;
    end if;
end
$$;

revoke all on docket.orders, docket.order_items, docket.payments from public;
revoke all on function docket.put_orders from public;
grant select on docket.orders, docket.order_items, docket.payments to docket_reader, docket_writer;
grant execute on function docket.put_orders to docket_writer;
