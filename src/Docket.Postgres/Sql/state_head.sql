-- The first statement of the transaction: from here on it sees the tables as they are at this position.
select coalesce(max(position), 0) from docket.events
