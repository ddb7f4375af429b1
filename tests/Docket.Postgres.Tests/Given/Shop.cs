using Docket.Application.Orders;
using Docket.Application.Wire;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Migrations;
using Docket.Journal.Store;
using Docket.Kernel;
using Docket.Postgres.Rebuilding;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Postgres.Tests.Given;

/// <summary>A migrated database, and a store that keeps current state in it.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public static readonly DateTimeOffset Day = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    private Shop(PostgresServer server, string database, PostgresStoreOptions options, PostgresEventStore store) =>
        (Server, Database, Options, Store) = (server, database, options, store);

    public PostgresServer Server { get; }

    public string Database { get; }

    public PostgresStoreOptions Options { get; }

    public PostgresEventStore Store { get; }

    public StateRebuild Rebuild => new(Options, new CurrentState(), Store);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<Shop> NewAsync(PostgresServer server)
    {
        var database = await server.CreateDatabaseAsync();
        var options = OptionsOf(server, database);
        await new PostgresMigrator(options, NullLogger.Instance).MigrateAsync(Cancelled);
        return new Shop(server, database, options, await OpenAsync(options));
    }

    public static PostgresStoreOptions OptionsOf(PostgresServer server, string database) => new()
    {
        ConnectionString = server.ConnectionString(database),
        Companion = new CurrentState(),
        PageEventsMax = 50,
    };

    public static Task<PostgresEventStore> OpenAsync(PostgresStoreOptions options) => PostgresEventStore.OpenAsync(
        options, DocketCodec.Create(), TimeProvider.System, NullLogger.Instance, Cancelled);

    /// <summary>Four clerks at once on the same few orders, each with its own random wishes.</summary>
    public Task WriteAsync(int seed, int commands) => Task.WhenAll(Enumerable.Range(0, 4).Select(clerk =>
        new RandomOrders((seed * 100) + clerk, orderCount: 20).RunAsync(
            new OrderService(Store, TimeProvider.System, new DeciderRunnerOptions(), snapshots: null), commands, Cancelled)));

    public async Task<AppendResult> AppendAsync(
        string order, ExpectedVersion expected, params OrderEvent[] events) => await AppendAsync(Store, order, expected, events);

    public static async Task<AppendResult> AppendAsync(
        IEventStore store, string order, ExpectedVersion expected, params OrderEvent[] events) => await store.TryAppendAsync(
        new AppendRequest(
            OrderService.StreamOf(new OrderId(order)), expected,
            events.Select(happened => new NewEvent(happened, new EventMetadata
            {
                EventId = Guid.CreateVersion7(happened.At),
                OccurredAt = happened.At,
            })).ToValueList()),
        Cancelled);

    public static OrderPlaced Placed(params OrderLine[] lines) =>
        new(new CustomerId("c-1"), new Currency("EUR"), ValueList.Create<OrderLine>(lines)) { At = Day };

    public static OrderLine Line(string name = "Mug") => new(new Sku("mug"), name, 2, new Money(500));

    public Task<object?> ExecuteAsync(string sql) => Server.ExecuteAsync(Database, sql);

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
