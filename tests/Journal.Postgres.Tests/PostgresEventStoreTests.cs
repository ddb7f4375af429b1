using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Spec;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Journal.Postgres.Tests;

/// <summary>The contract of every event store, kept by PostgreSQL.</summary>
public sealed class PostgresEventStoreTests(SharedServer shared) : EventStoreSpec
{
    private TestJournal? _journal;

    protected override async ValueTask<IEventStore> OpenAsync()
    {
        _journal ??= await TestJournal.NewAsync(shared.Server);
        var options = new PostgresStoreOptions { ConnectionString = shared.Server.ConnectionString(_journal.Database) };
        return await PostgresEventStore.OpenAsync(options, Notes.Codec, TimeProvider.System, NullLogger.Instance, Cancel);
    }
}
