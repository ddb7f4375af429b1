select h.order_id, h.customer_id
from docket_views.customer_history h
where h.key = any ($1)
