copy docket.events (position, version, recorded_at, stream, type, metadata, data) from stdin (format binary)
