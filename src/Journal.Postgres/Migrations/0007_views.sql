-- Views: what the journal says, in tables made for reading. All of it can be thrown away and made again.
create schema docket_views;

-- Each view has the generation that serves, while it is made anew a shadow, and afterwards the former one to go back to.
-- The rows lie in tables named after the view; this says how far they are and what they add up to. It is written in the
-- transaction of the rows, at every page: room is left for new versions in the same place.
create table docket_views.generations (
    checkpoint     bigint  not null default 0,
    row_count      bigint  not null default 0,
    generation     integer not null,
    schema_version integer not null,
    view           text    not null collate "C",
    role           text    not null collate "C",
    row_hash       bytea   not null default '\x00000000000000000000000000000000',
    parking        bytea,
    constraint generations_pkey primary key (view, generation),
    constraint generations_view_role_key unique (view, role),
    constraint generations_role_check check (role in ('serving', 'former', 'shadow'))
) with (fillfactor = 10, autovacuum_vacuum_threshold = 50, autovacuum_vacuum_scale_factor = 0);

-- Writes down where a generation stands, and refuses whoever is not the view's owner any more, or does not know what is
-- stored: an owner whose last commit was thought lost and was not. The signal is part of the transaction: nobody hears
-- of what is not visible. It takes a lock of the whole database for the length of the commit, which for a view waits for
-- no flush.
create function docket_views.stand(
    of_view text, of_generation integer, lease_epoch bigint, former_checkpoint bigint,
    new_checkpoint bigint, new_row_count bigint, new_row_hash bytea, new_parking bytea, parking_changed boolean)
    returns void
    language plpgsql
    set search_path = pg_catalog, pg_temp
as $$
declare
    written_role text;
begin
    perform docket.require_lease('view/' || of_view, lease_epoch);
    update docket_views.generations g
    set checkpoint = new_checkpoint, row_count = new_row_count, row_hash = new_row_hash,
        parking = case when parking_changed then new_parking else g.parking end
    where g.view = of_view and g.generation = of_generation and g.checkpoint = former_checkpoint
    returning g.role into written_role;
    if not found then
        raise exception 'Generation % of view % does not stand at % any more.',
            of_generation, of_view, former_checkpoint using errcode = 'DKT02';
    end if;
    if written_role = 'serving' then
        perform pg_notify('docket_views', of_view || ':' || new_checkpoint);
    end if;
end
$$;

-- A projector makes, fills and renames the views' tables, and owns them.
revoke all on schema docket_views from public;
revoke all on docket_views.generations from public;
revoke all on function docket_views.stand from public;
grant usage, create on schema docket_views to docket_projector;
grant select, insert, update, delete on docket_views.generations to docket_projector;
grant execute on function docket_views.stand to docket_projector;
grant usage on schema docket_views to docket_reader, docket_writer;
grant select on docket_views.generations to docket_reader, docket_writer;

-- For views that are fed from logical decoding rather than by reading the journal.
create publication docket_feed for table docket.events with (publish = 'insert');
