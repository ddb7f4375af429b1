namespace Docket.Journal.Postgres.Writing;

/// <summary>The forms of the one statement that appends.</summary>
internal sealed class AppendSql(SqlText sql)
{
    /// <summary>Events and ledger.</summary>
    public string Plain { get; } = sql.Verb("append");

    /// <summary>The same, and the outbox in the same statement.</summary>
    public string WithOutbox { get; } = sql.Verb("append_outbox");
}
