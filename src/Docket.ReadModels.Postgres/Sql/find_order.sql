-- One statement, one snapshot: the checkpoint and the parked streams are those of the row.
select g.checkpoint, g.parking, o.row, c.row
from docket_views.generations g
left join docket_views.order_summary o on o.key = $1
left join docket_views.order_summary c on c.customer_id = o.customer_id and c.kind = 'customer'
where g.view = 'order-summary' and g.role = 'serving'
