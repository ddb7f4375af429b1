-- Where each order stands, and all of them added up in one row.
create table {analytics} (
    total       bigint not null,
    paid        bigint not null,
    refunded    bigint not null,
    has_payment boolean not null,
    order_id    text not null collate "C",
    status      text not null collate "C",
    key         bytea not null primary key,
    row         bytea not null
) with (fillfactor = 80);

create table {analytics_totals} (
    total_orders      bigint not null default 0,
    paid_orders       bigint not null default 0,
    total_revenue     bigint not null default 0,
    refunded          bigint not null default 0,
    pending           bigint not null default 0,
    paid              bigint not null default 0,
    shipped           bigint not null default 0,
    cancelled         bigint not null default 0,
    cancelled_revenue bigint not null default 0
) with (fillfactor = 10);

insert into {analytics_totals} default values;
