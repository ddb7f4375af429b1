-- The same with less work a row: arrays are unnested in the select list, side by side, and so are not laid down in a
-- temporary store each.
create or replace function docket.put_orders(
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
        from (
            select unnest(appends) as append, unnest(orders) as id, unnest(customers) as customer,
                unnest(currencies) as currency, unnest(totals) as total, unnest(discounts) as discount,
                unnest(payments) as paid, unnest(refunds) as refunded, unnest(placed_times) as placed_at,
                unnest(paid_times) as paid_at, unnest(shipped_times) as shipped_at,
                unnest(cancelled_times) as cancelled_at) o
        where fates[o.append] = 0 and o.placed_at is not null
        on conflict do nothing;
    end if;

    if array_position(placed_times, null) is not null then
        update docket.orders o
        set position = positions[c.append], version = versions[c.append], total = o.total + c.total,
            discount = o.discount + c.discount, paid = o.paid + c.paid, refunded = o.refunded + c.refunded,
            paid_at = coalesce(c.paid_at, o.paid_at), shipped_at = coalesce(c.shipped_at, o.shipped_at),
            cancelled_at = coalesce(c.cancelled_at, o.cancelled_at)
        from (
            select unnest(appends) as append, unnest(orders) as id, unnest(totals) as total,
                unnest(discounts) as discount, unnest(payments) as paid, unnest(refunds) as refunded,
                unnest(placed_times) as placed_at, unnest(paid_times) as paid_at,
                unnest(shipped_times) as shipped_at, unnest(cancelled_times) as cancelled_at) c
        where o.order_id = c.id and fates[c.append] = 0 and c.placed_at is null;
    end if;

    if cardinality(line_appends) > 0 then
        insert into docket.order_items (order_id, version, line, product_id, name, quantity, unit_price)
        select l.order_id, versions[l.append] - sizes[l.append] + l.event, l.line, l.product, l.name, l.quantity,
            l.price
        from (
            select unnest(line_appends) as append, unnest(line_events) as event, unnest(line_numbers) as line,
                unnest(line_orders) as order_id, unnest(line_products) as product, unnest(line_names) as name,
                unnest(line_quantities) as quantity, unnest(line_prices) as price) l
        where fates[l.append] = 0
        on conflict do nothing;
    end if;

    if cardinality(payment_appends) > 0 then
        insert into docket.payments (order_id, version, payment_id, amount, confirmed_at, method)
        select p.order_id, versions[p.append] - sizes[p.append] + p.event, p.id, p.amount, p.at, p.method
        from (
            select unnest(payment_appends) as append, unnest(payment_events) as event,
                unnest(payment_orders) as order_id, unnest(payment_ids) as id, unnest(payment_amounts) as amount, unnest(payment_times) as at,
                unnest(payment_methods) as method) p
        where fates[p.append] = 0
        on conflict do nothing;
    end if;
end
$$;
