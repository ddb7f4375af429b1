using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Docket.Journal.Postgres.Outbox;
using Npgsql;

namespace Docket.Host.Commands.Outbox;

/// <summary>Opens the outbox for a verb.</summary>
internal static class OutboxAccess
{
    public static async Task<T> RunAsync<T>(VerbContext verb, Func<OutboxOperations, Task<T>> work)
    {
        var place = verb.Place as PostgresPlace ?? throw new UsageException(
            "Which database? --postgres or DOCKET_POSTGRES names it.");
        return await PostgresFailures.ExplainAsync(place, async () =>
        {
            await using var database = NpgsqlDataSource.Create(place.Options.ConnectionString);
            return await work(new OutboxOperations(database, place.Options.Schema));
        });
    }
}
