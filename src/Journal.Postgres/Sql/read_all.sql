-- Positions are dense, so a range of positions is a page: no limit, no sort, and the next page is known beforehand.
select position, version, recorded_at, stream, type, metadata, data
from docket.events
where position > $1 and position <= $2
order by position
