select name
from system.tables
where database = '{database}' and (startsWith(name, '{view}_rows_') or startsWith(name, '{view}_facts_'))
