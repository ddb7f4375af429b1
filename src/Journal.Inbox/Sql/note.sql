insert into public.processed_events (consumer, event_id) values ($1, $2) on conflict do nothing
