select product_id, sum(quantity) as sold, sum(gross) as taken
from {facts} final
where day >= {from} and day <= {to} and position <= {checkpoint}
group by product_id
having sold > 0
order by taken desc, product_id
limit {limit}
