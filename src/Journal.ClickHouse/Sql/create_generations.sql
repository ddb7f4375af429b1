create table if not exists view_generations (
    view           String,
    number         UInt64,
    serving        UInt32,
    former         UInt32,
    schema_version UInt32,
    former_schema  UInt32
) engine = ReplacingMergeTree(number) order by view
settings index_granularity = 256{flushed}
