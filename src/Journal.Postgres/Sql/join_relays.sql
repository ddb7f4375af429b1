-- Says that this relay is there, forgets those that are gone, and counts.
with gone as (delete from docket.relays where expires_at <= clock_timestamp() and owner <> $1),
here as (
    insert into docket.relays (owner, expires_at) values ($1, clock_timestamp() + $2)
    on conflict (owner) do update set expires_at = excluded.expires_at)
select 1 + count(*) from docket.relays where owner <> $1 and expires_at > clock_timestamp()
