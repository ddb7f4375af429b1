select docket.stall_outbox($1, $2, $3, $4)
