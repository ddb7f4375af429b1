select fates, versions, positions, first_fingerprints, first_streams
from docket.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
