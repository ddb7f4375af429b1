select coalesce(max(position), 0) from docket.events
