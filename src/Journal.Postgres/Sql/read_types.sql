select position, version, recorded_at, stream, type, metadata, data
from docket.events
where position > $1 and position <= $2 and type = any ($3)
order by position
