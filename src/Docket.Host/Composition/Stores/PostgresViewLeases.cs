using Docket.Journal.Leasing;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Leasing;
using Npgsql;

namespace Docket.Host.Composition.Stores;

/// <summary>Leases of views that lie in other engines, kept with the journal, with the sessions they need.</summary>
internal sealed class PostgresViewLeases : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;

    private PostgresViewLeases(NpgsqlDataSource database, string schema) =>
        (_database, Leases) = (database, new PostgresLeases(database, schema));

    public ILeases Leases { get; }

    /// <summary>Prepares them; it connects when the first is taken.</summary>
    public static PostgresViewLeases Of(PostgresStoreOptions options)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            ApplicationName = "docket view leases",
            MaxPoolSize = 2,
            MinPoolSize = 0,
        };
        settings.Options = $"{settings.Options} -c role=docket_projector".TrimStart();
        return new PostgresViewLeases(NpgsqlDataSource.Create(settings.ConnectionString), options.Schema);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
