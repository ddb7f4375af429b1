select version, schema_version, state
from docket.snapshots
where stream = $1
