create table {rows} (
    key        String,
    row        String,
    removed    UInt8,
    batch      UInt64,
    former     String,
    has_former UInt8
) engine = ReplacingMergeTree(batch) order by key
settings index_granularity = 256{flushed}
