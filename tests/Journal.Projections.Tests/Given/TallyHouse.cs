using Docket.Journal.InMemory;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Journal.Projections.Tests.Given;

/// <summary>A journal, one view over it, and the verbs of the tests.</summary>
internal sealed class TallyHouse : IAsyncDisposable
{
    private readonly ViewHost _host;

    public TallyHouse(
        IViewStorage? storage = null, MemoryJournal? journal = null, TallyProjection? projection = null,
        TimeProvider? clock = null)
    {
        Journal = journal ?? new MemoryJournal();
        Projection = projection ?? new TallyProjection();
        Storage = storage ?? new InMemoryViewStorage();
        var codec = TallyJson.Codec();
        Store = new InMemoryEventStore(Journal, codec, TimeProvider.System, new GroupCommitOptions());
        _host = new ViewHost(Store, codec, Storage, new ViewHostOptions
        {
            Clock = clock ?? TimeProvider.System,
            Logger = NullLogger.Instance,
            Parking = new ParkingPolicy { FirstDelay = TimeSpan.Zero },
        });
        View = _host.Add(new ViewDefinition<string, Tally, GrandTotal>(Projection, new TallyCodec(), () => new GrandTotal()));
    }

    public MemoryJournal Journal { get; }

    public TallyProjection Projection { get; }

    public IViewStorage Storage { get; }

    public InMemoryEventStore Store { get; }

    public ViewHost Host => _host;

    public View<string, Tally, GrandTotal> View { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task StartAsync() => _host.StartAsync(Token);

    public static async Task<TallyHouse> StartedAsync(IViewStorage? storage = null, MemoryJournal? journal = null)
    {
        var house = new TallyHouse(storage, journal);
        await house.StartAsync();
        return house;
    }

    /// <summary>Appends to a stream and answers the position.</summary>
    public async Task<Position> AppendAsync(string stream, params object[] payloads)
    {
        var events = payloads.Select(payload => new NewEvent(payload, new EventMetadata
        {
            EventId = Guid.CreateVersion7(DateTimeOffset.UnixEpoch),
            OccurredAt = DateTimeOffset.UnixEpoch,
        }));
        var request = new AppendRequest(new StreamName("tally", stream), ExpectedVersion.Any, [.. events]);
        return (await Store.AppendAsync(request, Token)).Position;
    }

    /// <summary>Waits until the view is level with the journal.</summary>
    public async Task LevelAsync() =>
        Assert.True(await View.Watermark.WaitForAsync(Store.Head, Timeout.InfiniteTimeSpan, Token));

    public long? SumOf(string stream) => View.Current.Find(stream)?.Sum;

    public long GrandTotal => View.Current.Read(0, static (figures, _) => figures.Sum);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Store.DisposeAsync();
    }
}
