create index on {product_sales} (day);
create index on {product_sales} (product_id, named_at);
analyze {product_sales};
