select docket.skip_outbox($1, $2, $3)
