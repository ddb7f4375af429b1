select position, version, recorded_at, stream, type, metadata, data
from docket.events
where stream = $1 and version > $2
order by version
limit $3
