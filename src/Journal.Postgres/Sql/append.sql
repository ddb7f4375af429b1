select a.fates, a.versions, a.positions, a.first_fingerprints, a.first_streams
from docket.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) a
