namespace Docket.Journal.Postgres.Outbox;

/// <summary>How a relay hears of new rows. Both may run side by side, and be changed at any time: where a partition goes on
/// is written in the database, not in the engine.</summary>
public enum RelayEngine
{
    /// <summary>Asks the table, woken by the journal's signal. Any number of relays share the partitions.</summary>
    Polling,

    /// <summary>
    /// Follows a logical replication slot. A slot has one reader: of several such relays one works and the others stand by.
    /// Wants <c>wal_level=logical</c> and a login with <c>REPLICATION</c>.
    /// </summary>
    Cdc,
}
