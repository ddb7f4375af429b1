-- What each order brought in, and the days added up: reports read the few rows of days.
create table {revenue} (
    gross    bigint not null,
    refunds  bigint not null,
    order_id text not null collate "C",
    currency text not null collate "C",
    key      bytea not null primary key,
    row      bytea not null
) with (fillfactor = 80);

create table {revenue_days} (
    orders   bigint not null,
    gross    bigint not null,
    refunds  bigint not null,
    day      date not null,
    currency text not null collate "C",
    primary key (day, currency)
) with (fillfactor = 50);
