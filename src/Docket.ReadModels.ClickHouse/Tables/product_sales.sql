create table {facts} (
    day        Int32,
    product_id String,
    position   UInt64,
    name       String,
    quantity   Int64,
    gross      Int64,
    date       Date alias toDate(toUInt16(day - 719162))
) engine = ReplacingMergeTree order by (day, product_id, position)
settings index_granularity = 8192{flushed}
