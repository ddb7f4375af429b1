-- The journal's and the outbox's tables without the journal: for the rows alone, as fast as they go in.
drop schema if exists bare cascade;
create schema bare;
create table bare.events (like docket.events including indexes);
create table bare.outbox (like docket.outbox including indexes);
