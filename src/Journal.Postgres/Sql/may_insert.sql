-- Only the owner may put events in without docket.append; and nobody on a standby.
select pg_is_in_recovery(),
    has_table_privilege('docket.events', 'insert') and has_table_privilege('docket.commands', 'insert')
