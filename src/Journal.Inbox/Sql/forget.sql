delete from public.processed_events
where ctid = any (array(
    select ctid from public.processed_events
    where consumer = $1 and processed_at < clock_timestamp() - $2
    limit 1000))
