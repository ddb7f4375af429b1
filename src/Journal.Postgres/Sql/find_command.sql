select fingerprint, stream, version, position
from docket.commands
where key = $1
