select key, argMax(row, batch), argMax(removed, batch)
from {rows}
group by key
