select fates, versions, positions, first_fingerprints, first_streams,
    docket.put_outbox(fates, positions, $4, $13, $14, $15, $16, $17, $18, $19, $20)
from docket.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
