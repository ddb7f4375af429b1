-- A standby takes no writes, and only a member may write as the role.
select not pg_is_in_recovery() and pg_has_role('docket_projector', 'member')
