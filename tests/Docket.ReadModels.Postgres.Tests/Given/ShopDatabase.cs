using Docket.Application.Wire;
using Docket.Domain.Customers;
using Docket.Domain.Orders;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Migrations;
using Docket.Journal.Postgres.Views;
using Docket.Journal.Store;
using Docket.ReadModels.Reading;
using Docket.ReadModels.Tests.Given;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.ReadModels.Postgres.Tests.Given;

/// <summary>A migrated database with a shop's journal in it; any number of processes keep views over it.</summary>
internal sealed class ShopDatabase : IAsyncDisposable
{
    private ShopDatabase(PostgresServer server, string name, PostgresEventStore store) =>
        (Server, Name, Store) = (server, name, store);

    public PostgresServer Server { get; }

    public string Name { get; }

    public PostgresEventStore Store { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Insists on everything that is in the journal by now.</summary>
    public Freshness Newest => new(Store.Head, TimeSpan.FromSeconds(30));

    public static async Task<ShopDatabase> NewAsync(PostgresServer server)
    {
        var name = await server.CreateDatabaseAsync();
        await new PostgresMigrator(Options(server, name), NullLogger.Instance).MigrateAsync(Token);
        return new ShopDatabase(server, name, await OpenAsync(server, name));
    }

    /// <summary>One more process on it, with the views in PostgreSQL.</summary>
    public Task<Desk> OpenDeskAsync(DeskOptions? options = null) => Desk.OpenAsync(this, options ?? new DeskOptions());

    public Task<PostgresEventStore> OpenStoreAsync() => OpenAsync(Server, Name);

    public PostgresStoreOptions Options() => Options(Server, Name);

    public Task<object?> ExecuteAsync(string sql) => Server.ExecuteAsync(Name, sql);

    public Task<Position> OrderAsync(string order, params OrderEvent[] events) => AppendAsync("order", order, events);

    public Task<Position> CustomerAsync(string customer, params CustomerEvent[] events) =>
        AppendAsync("customer", customer, events);

    /// <summary>Writes anything to any stream, also what no rule would let through.</summary>
    public async Task<Position> AppendAsync(string category, string id, IReadOnlyList<object> payloads)
    {
        var request = new AppendRequest(
            new StreamName(category, id), ExpectedVersion.Any,
            [.. payloads.Select(payload => new NewEvent(payload, new EventMetadata
            {
                EventId = Guid.CreateVersion7(Facts.Day1), OccurredAt = Facts.Day1,
            }))]);
        return (await Store.AppendAsync(request, Token)).Position;
    }

    /// <summary>Writes so many commands of a history; those that the rules let through.</summary>
    public async Task WriteAsync(RandomHistory history, int commands)
    {
        for (var i = 0; i < commands; i++)
        {
            var (order, events) = history.Next();
            if (events.Length > 0) await OrderAsync(order, events);
        }
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private static PostgresStoreOptions Options(PostgresServer server, string name) => new()
    {
        ConnectionString = server.ConnectionString(name),

        // Signals must do the work, not the poll.
        PollInterval = TimeSpan.FromHours(1),
        PageEventsMax = 50,
    };

    private static Task<PostgresEventStore> OpenAsync(PostgresServer server, string name) => PostgresEventStore.OpenAsync(
        Options(server, name), DocketCodec.Create(), TimeProvider.System, NullLogger.Instance, Token);
}
