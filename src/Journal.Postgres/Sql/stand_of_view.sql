select checkpoint, row_count, row_hash, parking, generation, schema_version
from docket_views.generations
where view = $1 and role = $2
