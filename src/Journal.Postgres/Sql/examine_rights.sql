-- The user, whether it is a superuser, the roles that are missing, and those that it is a member of.
select current_user::text, u.rolsuper,
    array(
        select wanted from unnest(array['docket_writer', 'docket_relay', 'docket_projector', 'docket_reader']) as wanted
        where not exists (select from pg_roles r where r.rolname = wanted)),
    array(
        select r.rolname::text from pg_roles r
        where r.rolname in ('docket_writer', 'docket_relay', 'docket_projector', 'docket_reader')
            and pg_has_role(current_user, r.oid, 'member')
        order by r.rolname)
from pg_roles u
where u.rolname = current_user
