select product_id, argMax(name, position)
from {facts}
where product_id in ({products}) and position <= {checkpoint}
group by product_id
