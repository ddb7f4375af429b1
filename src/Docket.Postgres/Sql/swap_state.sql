-- Names are looked up anew by every statement after this transaction: docket.put_orders finds the new tables.
drop table docket.orders, docket.order_items, docket.payments;
alter table docket_rebuild.orders set schema docket;
alter table docket_rebuild.order_items set schema docket;
alter table docket_rebuild.payments set schema docket;
drop schema docket_rebuild cascade
