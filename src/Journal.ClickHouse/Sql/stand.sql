select row, batch
from {rows}
where key = ''
order by batch desc
limit 1
