-- Under a lock: "if not exists" alone fails when two processes start at once.
do $$
begin
    perform pg_advisory_xact_lock(hashtextextended('public.processed_events', 0));
    create table if not exists public.processed_events (
        processed_at timestamptz not null default clock_timestamp(),
        event_id     uuid        not null,
        consumer     text        not null collate "C",
        constraint processed_events_pkey primary key (consumer, event_id)
    );
    create index if not exists processed_events_age on public.processed_events using brin (processed_at);
end
$$;
