select g.checkpoint, g.parking, counted.total, page.order_id, page.row
from docket_views.generations g
cross join lateral (
    select count(*) as total from docket_views.customer_history h where {matches}) counted
left join lateral (
    select h.placed_ticks, h.order_id, h.row from docket_views.customer_history h where {matches}
    order by h.placed_ticks desc, h.order_id desc
    offset $2 limit $3) page on true
where g.view = 'customer-history' and g.role = 'serving'
order by page.placed_ticks desc, page.order_id desc
