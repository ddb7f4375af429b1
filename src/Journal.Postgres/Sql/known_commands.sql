select key, fingerprint, stream, version, position
from docket.commands
where key = any ($1)
