insert into {revenue_days} as kept (day, currency, orders, gross, refunds)
select * from unnest($1, $2, $3, $4, $5)
on conflict (day, currency) do update
set orders = kept.orders + excluded.orders, gross = kept.gross + excluded.gross,
    refunds = kept.refunds + excluded.refunds
