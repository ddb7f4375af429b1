insert into docket.migrations (number, name, checksum) values ($1, $2, $3)
