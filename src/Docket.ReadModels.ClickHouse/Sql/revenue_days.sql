select day, sum(orders) as first_payments, sum(gross) as paid, sum(refunds) as given_back
from {facts} final
where day >= {from} and day <= {to} and position <= {checkpoint}{narrowed}
group by day, currency
having first_payments != 0 or paid != 0 or given_back != 0
