create table {product_sales} (
    named_at   bigint not null,
    quantity   bigint not null,
    gross      bigint not null,
    day        date not null,
    product_id text not null collate "C",
    name       text not null,
    key        bytea not null primary key,
    row        bytea not null
) with (fillfactor = 70);
