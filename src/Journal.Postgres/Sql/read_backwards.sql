select position, version, recorded_at, stream, type, metadata, data
from docket.events
where position < $1
order by position desc
limit $2
