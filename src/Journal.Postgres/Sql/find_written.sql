-- After a lost connection: which events of the batch are there. Looks only behind the head known before the batch.
select stream, metadata, version, position
from docket.events
where position > $1 and metadata = any ($2)
order by position
