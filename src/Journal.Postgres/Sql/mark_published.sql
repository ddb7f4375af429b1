select docket.mark_published($1, $2, $3, $4)
