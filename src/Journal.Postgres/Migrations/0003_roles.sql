-- Least privilege. Roles belong to the whole cluster, so another schema or database may have made them already.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['docket_writer', 'docket_relay', 'docket_projector', 'docket_reader'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            begin
                execute format('create role %I nologin', wanted);
            exception
                when duplicate_object or unique_violation then null; -- Made by another migration at the same moment.
                when insufficient_privilege then
                    raise exception 'Role % is missing and % may not create roles.', wanted, current_user
                        using hint = format('Ask an administrator for: create role %I nologin;', wanted);
            end;
        end if;
    end loop;
end
$$;

revoke all on schema docket from public;
revoke all on all tables in schema docket from public;
revoke all on all functions in schema docket from public;

grant usage on schema docket to docket_writer, docket_relay, docket_projector, docket_reader;
grant select on docket.events to docket_writer, docket_relay, docket_projector, docket_reader;
grant select on docket.migrations to docket_writer, docket_relay, docket_projector, docket_reader;
grant select on docket.commands to docket_writer, docket_reader;

-- A writer appends through docket.append and in no other way: it cannot change or delete what happened.
grant execute on function docket.append to docket_writer;
grant select, insert, update on docket.snapshots to docket_writer;
