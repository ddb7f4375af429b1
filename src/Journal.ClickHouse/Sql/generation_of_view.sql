select number, serving, former, schema_version, former_schema
from view_generations
where view = '{view}'
order by number desc
limit 1
