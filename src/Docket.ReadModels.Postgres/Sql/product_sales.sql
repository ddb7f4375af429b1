select g.checkpoint, g.parking, top.product_id, top.quantity, top.gross,
    (select n.row from docket_views.product_sales n where n.product_id = top.product_id
     order by n.named_at desc limit 1)
from docket_views.generations g
left join lateral (
    select s.product_id, sum(s.quantity)::bigint as quantity, sum(s.gross)::bigint as gross
    from docket_views.product_sales s
    where s.day >= $1 and s.day <= $2
    group by s.product_id
    having sum(s.quantity) > 0
    order by sum(s.gross) desc, s.product_id
    limit $3) top on true
where g.view = 'product-sales' and g.role = 'serving'
order by top.gross desc, top.product_id
