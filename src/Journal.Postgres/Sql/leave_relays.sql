delete from docket.relays where owner = $1
