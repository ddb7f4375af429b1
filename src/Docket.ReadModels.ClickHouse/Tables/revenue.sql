create table {facts} (
    day      Int32,
    currency String,
    position UInt64,
    order_id String,
    orders   Int64,
    gross    Int64,
    refunds  Int64,
    date     Date alias toDate(toUInt16(day - 719162))
) engine = ReplacingMergeTree order by (day, currency, position)
settings index_granularity = 8192{flushed}
