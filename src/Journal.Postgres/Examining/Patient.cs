using System.Globalization;
using System.Runtime.CompilerServices;
using Docket.Journal.Postgres.Connecting;
using Npgsql;

namespace Docket.Journal.Postgres.Examining;

/// <summary>What is examined: an open session on the database, and what was found out of it at the beginning.</summary>
internal sealed class Patient(NpgsqlConnection connection, SqlText sql)
{
    public NpgsqlConnection Connection => connection;

    public SqlText Sql => sql;

    /// <summary>The journal as it is to be opened.</summary>
    public required PostgresStoreOptions Store { get; init; }

    public required TimeProvider Clock { get; init; }

    public required ServerTraits Traits { get; init; }

    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The standby that reads are to come from; null where none is configured.</summary>
    public required string? ReplicaConnectionString { get; init; }

    /// <summary>Whether this program's schema is there, so that its tables can be asked.</summary>
    public bool HasJournal { get; set; }

    public string Setting(string name) => Settings.GetValueOrDefault(name, "");

    public long Number(string name) =>
        long.TryParse(Setting(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : 0;

    /// <summary>The rows of a verb, one after the other; the reader stands on each.</summary>
    public async IAsyncEnumerable<NpgsqlDataReader> RowsAsync(
        string verb, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql.Verb(verb), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) yield return reader;
    }
}
