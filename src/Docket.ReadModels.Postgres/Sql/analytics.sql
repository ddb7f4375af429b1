select g.checkpoint, g.parking, t.total_orders, t.paid_orders, t.total_revenue, t.refunded, t.pending, t.paid, t.shipped,
    t.cancelled, t.cancelled_revenue
from docket_views.generations g
cross join docket_views.analytics_totals t
where g.view = 'analytics' and g.role = 'serving'
