-- For how long the primary has had the first event after a position.
select extract(epoch from clock_timestamp() - recorded_at)::float8 from docket.events where position = $1 + 1
