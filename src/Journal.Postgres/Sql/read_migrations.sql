select number, name, checksum from docket.migrations order by number
