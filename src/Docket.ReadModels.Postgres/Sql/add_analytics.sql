update {analytics_totals}
set total_orders = total_orders + $1, paid_orders = paid_orders + $2, total_revenue = total_revenue + $3,
    refunded = refunded + $4, pending = pending + $5, paid = paid + $6, shipped = shipped + $7,
    cancelled = cancelled + $8, cancelled_revenue = cancelled_revenue + $9
