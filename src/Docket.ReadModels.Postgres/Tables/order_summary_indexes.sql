-- Joins the name to an order when it is read.
create index on {order_summary} (customer_id) where kind = 'customer';
analyze {order_summary};
