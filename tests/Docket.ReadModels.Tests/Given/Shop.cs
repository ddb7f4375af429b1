using Docket.Application.Wire;
using Docket.Domain.Customers;
using Docket.Domain.Orders;
using Docket.Journal.InMemory;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.ReadModels.Reading;
using Microsoft.Extensions.Logging.Abstractions;
using static Docket.ReadModels.Tests.Given.Facts;

namespace Docket.ReadModels.Tests.Given;

/// <summary>A journal with the five views over it.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public Shop(IViewStorage? storage = null, MemoryJournal? journal = null, TimeProvider? clock = null)
    {
        var codec = DocketCodec.Create();
        Journal = journal ?? new MemoryJournal();
        Store = new InMemoryEventStore(Journal, codec, TimeProvider.System, new GroupCommitOptions());
        Views = DocketViews.Create(Store, codec, storage ?? new InMemoryViewStorage(), new ViewHostOptions
        {
            Clock = clock ?? TimeProvider.System,
            Logger = NullLogger.Instance,
            Parking = new ParkingPolicy { FirstDelay = TimeSpan.Zero },
        });
    }

    public MemoryJournal Journal { get; }

    public InMemoryEventStore Store { get; }

    public DocketViews Views { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Insists on everything that is in the journal by now.</summary>
    public Freshness Newest => new(Store.Head, Timeout.InfiniteTimeSpan);

    public static async Task<Shop> OpenAsync(IViewStorage? storage = null, MemoryJournal? journal = null)
    {
        var shop = new Shop(storage, journal);
        await shop.Views.StartAsync(Token);
        return shop;
    }

    public Task<Position> OrderAsync(string order, params OrderEvent[] events) => AppendAsync("order", order, events);

    public Task<Position> CustomerAsync(string customer, params CustomerEvent[] events) =>
        AppendAsync("customer", customer, events);

    /// <summary>Writes anything to any stream, also what no rule would let through.</summary>
    public async Task<Position> AppendAsync(string category, string id, IReadOnlyList<object> payloads)
    {
        var metadata = new EventMetadata { EventId = Guid.CreateVersion7(Day1), OccurredAt = Day1 };
        var request = new AppendRequest(
            new StreamName(category, id), ExpectedVersion.Any, [.. payloads.Select(payload => new NewEvent(payload, metadata))]);
        return (await Store.AppendAsync(request, Token)).Position;
    }

    public async ValueTask DisposeAsync()
    {
        await Views.DisposeAsync();
        await Store.DisposeAsync();
    }
}
