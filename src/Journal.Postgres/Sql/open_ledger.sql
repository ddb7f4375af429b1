-- No index gives this order, as nobody else asks for it: the server sorts once, and the rows are fetched from the cursor.
declare docket_ledger no scroll cursor for
select key, fingerprint, stream, version, position from docket.commands order by position, key
