-- Which server this is: a standby has its primary's system identifier and a start of its own.
select pg_is_in_recovery(), pg_postmaster_start_time(), (select system_identifier::text from pg_control_system())
