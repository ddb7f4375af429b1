using Docket.Application.Wire;
using Docket.Journal.Postgres.Views;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.ReadModels.Postgres.Tests.Given;

/// <summary>How one process keeps its views.</summary>
internal sealed record DeskOptions
{
    public PostgresViewOptions Views { get; init; } = new() { EventsPerCommit = 64 };

    public Func<IEventStore, IEventFeed>? Feed { get; init; }

    /// <summary>Another way to the database, or to another one.</summary>
    public string? ConnectionString { get; init; }
}

/// <summary>One process with views in PostgreSQL.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly PostgresViewStorage _storage;
    private readonly IEventStore _store;

    private Desk(PostgresViewStorage storage, IEventStore store, DocketViews views) =>
        (_storage, _store, Views) = (storage, store, views);

    public DocketViews Views { get; }

    public PostgresViewStorage Storage => _storage;

    public static async Task<Desk> OpenAsync(ShopDatabase shop, DeskOptions options)
    {
        var connection = options.ConnectionString ?? shop.Options().ConnectionString;
        var storage = new PostgresViewStorage(
            shop.Options() with { ConnectionString = connection }, options.Views, PostgresViews.Tables,
            TimeProvider.System, NullLogger.Instance);
        var store = await shop.OpenStoreAsync();
        var engine = new PostgresViews(storage);
        var views = DocketViews.Create(
            store, DocketCodec.Create(), new InMemoryViewStorage(), _ => engine, new ViewHostOptions
            {
                Clock = TimeProvider.System,
                Logger = NullLogger.Instance,
                Parking = new ParkingPolicy { FirstDelay = TimeSpan.Zero },
                Feed = options.Feed?.Invoke(store),
            });
        var desk = new Desk(storage, store, views);
        await views.StartAsync(ShopDatabase.Token);
        return desk;
    }

    /// <summary>Waits until every view shows a position here.</summary>
    public Task WaitForAsync(Position position) => Views.WaitForAsync(position, ShopDatabase.Token);

    public async Task RebuildAsync(string view)
    {
        Assert.NotNull(Views.Operations.StartRebuild(view));
        await EndAsync(view);
    }

    /// <summary>Waits for the end of a rebuild, or of going back.</summary>
    public async Task EndAsync(string view)
    {
        while (Views.Operations.List().Single(one => one.Name == view).Rebuild?.EndedAt is null) await Task.Yield();
    }

    public async ValueTask DisposeAsync()
    {
        await Views.DisposeAsync();
        await _storage.DisposeAsync();
        await _store.DisposeAsync();
    }
}
