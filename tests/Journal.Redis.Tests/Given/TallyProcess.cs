using Docket.Journal.InMemory;
using Docket.Journal.Redis.Views;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Journal.Redis.Tests.Given;

/// <summary>One process with the tally in Redis, over a journal that it may share with others.</summary>
internal sealed class TallyProcess : IAsyncDisposable
{
    private TallyProcess(RedisViewStorage storage, TallyHouse house) => (Storage, House) = (storage, house);

    public RedisViewStorage Storage { get; }

    public TallyHouse House { get; }

    public static RedisViewOptions Options(OwnRedis server, string prefix) => new()
    {
        Server = server.Address,
        Prefix = prefix,
        LeaseTime = TimeSpan.FromSeconds(1),
        LookInterval = TimeSpan.FromMilliseconds(100),
        EventsPerCommit = 20,
        RowsPerScript = 4,
    };

    public static RedisViewStorage NewStorage(RedisViewOptions options) =>
        new(options, [new TallyLayout(), new HexLayout()], TimeProvider.System, NullLogger.Instance);

    public static async Task<TallyProcess> StartAsync(
        RedisViewOptions options, MemoryJournal? journal = null, TallyProjection? projection = null)
    {
        var storage = NewStorage(options);
        var house = new TallyHouse(storage, journal, projection);
        await house.StartAsync();
        return new TallyProcess(storage, house);
    }

    /// <summary>Waits until the view is level, then compares it with the journal, row by row and field by
    /// field.</summary>
    public async Task IsRightAsync()
    {
        await House.LevelAsync();
        var finding = Assert.Single(await House.Host.VerifyAsync(5, TallyHouse.Token));
        Assert.Null(finding.Problem);
        Assert.Equal(House.Store.Head, finding.At);
    }

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        await Storage.DisposeAsync();
    }
}
