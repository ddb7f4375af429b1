select toInt64(count())
from system.mutations
where database = currentDatabase() and table = '{table}' and not is_done
