select g.checkpoint, g.parking, d.day, d.orders, d.gross, d.refunds
from docket_views.generations g
left join docket_views.revenue_days d
    on d.day >= $1 and d.day <= $2 and ($3 is null or d.currency = $3)
        and (d.orders, d.gross, d.refunds) <> (0, 0, 0)
where g.view = 'revenue' and g.role = 'serving'
