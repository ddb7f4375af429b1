copy docket.commands (position, version, key, stream, fingerprint) from stdin (format binary)
