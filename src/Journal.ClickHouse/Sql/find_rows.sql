select key, argMax(row, batch), argMax(removed, batch), max(batch), argMax(former, batch), argMax(has_former, batch)
from {rows}
where key in keys and key != ''
group by key
