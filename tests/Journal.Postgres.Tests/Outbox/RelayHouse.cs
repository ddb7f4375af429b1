using Docket.Journal.Outbox;
using Docket.Journal.Postgres.Outbox;
using Docket.Journal.Postgres.Tests.Histories;
using Docket.Journal.Postgres.Tests.Servers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Docket.Journal.Postgres.Tests.Outbox;

/// <summary>A journal with an outbox, relays on it, and what they published.</summary>
internal sealed class RelayHouse(TestJournal journal) : IAsyncDisposable
{
    // One for all askings: each keeps sessions of its own.
    private OutboxOperations? _operations;

    private readonly List<OutboxRelay> _relays = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public TestJournal Journal => journal;

    public InMemoryPublisher Publisher { get; } = new();

    /// <summary>What was asked and told.</summary>
    public History History { get; } = new();

    public static async Task<RelayHouse> NewAsync(PostgresServer server) => new(await TestJournal.NewAsync(server));

    /// <summary>Short leases, and no polls but those that a signal or a page asks for.</summary>
    public OutboxRelayOptions Options(RelayEngine engine = RelayEngine.Polling) => new()
    {
        ConnectionString = journal.Options().ConnectionString,
        Engine = engine,
        LeaseLength = TimeSpan.FromSeconds(2),
        WatermarkInterval = TimeSpan.FromMilliseconds(50),
        PollInterval = TimeSpan.FromMilliseconds(100),
        RetryPauseMin = TimeSpan.FromMilliseconds(5),
        RetryPauseMax = TimeSpan.FromMilliseconds(50),
        PageRowsMax = 50,
        KeepPublished = TimeSpan.Zero,
    };

    public async Task<OutboxRelay> StartAsync(
        OutboxRelayOptions? options = null, IPublisher? publisher = null, ILogger? logger = null)
    {
        var relay = await OutboxRelay.StartAsync(
            options ?? Options(), publisher ?? Publisher, TimeProvider.System, logger ?? NullLogger.Instance, Cancelled);
        _relays.Add(relay);
        return relay;
    }

    public OutboxOperations Operations() =>
        _operations ??= new(NpgsqlDataSource.Create(journal.Options().ConnectionString), "docket");

    /// <summary>Appends notes with a message each to some streams in turn.</summary>
    public async Task AppendAsync(PostgresEventStore store, int count, int streams = 40, int from = 0) =>
        await Task.WhenAll(Enumerable.Range(0, streams).Select(async stream =>
        {
            for (var number = from + stream; number < from + count; number += streams)
            {
                var append = Note.Told(Note.Append($"s{stream}", new Note($"{number}")));
                History.Appends.Add((append, await store.TryAppendAsync(append, Cancelled)));
            }
        }));

    /// <summary>Waits until every row of the outbox was published.</summary>
    public Task PublishedAllAsync(int count) => Publisher.WaitAsync(
        publisher => publisher.Published.DistinctBy(one => one.Id).Count() >= count, Cancelled);

    /// <summary>Waits until every row is marked.</summary>
    public Task MarkedAllAsync() => UntilAsync(async () =>
        await journal.ExecuteAsync("select count(*) from docket.outbox where published_at is null") is 0L);

    /// <summary>Waits for something that nobody signals; it asks so seldom that it does not slow down what it waits for.</summary>
    public static async Task UntilAsync(Func<Task<bool>> wanted)
    {
        using var asking = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await wanted()) await asking.WaitForNextTickAsync(Cancelled);
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}})"/>
    public static Task UntilAsync(Func<bool> wanted) => UntilAsync(() => Task.FromResult(wanted()));

    /// <summary>What is there now; published is what was published here, unless somebody else did it.</summary>
    public async Task<Found> FoundAsync(IReadOnlyList<OutgoingEvent>? published = null) => new(
        await journal.ReadAsync(), await OutboxRow.ReadAsync(journal), published ?? Publisher.Published);

    /// <summary>Every promise was kept.</summary>
    public async Task AssertWholeAsync(IReadOnlyList<OutgoingEvent>? published = null) =>
        Assert.Empty(HistoryChecker.Faults(History, await FoundAsync(published)));

    public async ValueTask DisposeAsync()
    {
        foreach (var relay in _relays) await relay.DisposeAsync();
    }
}
