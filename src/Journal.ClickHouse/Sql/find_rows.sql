select key, argMax(row, batch), argMax(removed, batch)
from {rows}
where key in keys and key != ''
group by key
