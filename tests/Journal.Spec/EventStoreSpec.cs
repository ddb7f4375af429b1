using Docket.Journal.Store;
using Docket.Kernel;
using Xunit;

namespace Docket.Journal.Spec;

/// <summary>What every event store promises. A store's tests derive from this and say how to open one.</summary>
/// <remarks>
/// Partial, against the rule of this house: a store derives from one suite, and a reader finds appending, keys,
/// reading,
/// load and limits in a file each.
/// </remarks>
public abstract partial class EventStoreSpec : IAsyncLifetime
{
    private IEventStore? _store;

    /// <summary>Opens the journal of this test, empty at first; after the store was disposed, what it held.</summary>
    protected abstract ValueTask<IEventStore> OpenAsync();

    /// <summary>The store under test.</summary>
    protected IEventStore Store => _store ?? throw new InvalidOperationException("The store is not open.");

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        _store = await OpenAsync();
    }

    protected async Task<AppendResult> TryAppendAsync(
        StreamName stream, ExpectedVersion expected, ValueList<NewEvent> events, CommandKey? key = null) =>
        await Store.TryAppendAsync(new AppendRequest(stream, expected, events, key), Cancel);

    protected async Task<AppendResult.Appended> AppendAsync(StreamName stream, params string[] texts) =>
        Assert.IsType<AppendResult.Appended>(await TryAppendAsync(stream, ExpectedVersion.Any, Notes.All(texts)));

    protected async Task<List<RecordedEvent>> StreamAsync(StreamName stream, long after = 0)
    {
        var events = new List<RecordedEvent>();
        await foreach (var recorded in Store.ReadStreamAsync(stream, new StreamVersion(after), Cancel))
            events.Add(recorded);
        return events;
    }

    protected async Task<List<EventPage>> PagesAsync(long after = 0, EventFilter? filter = null)
    {
        var pages = new List<EventPage>();
        await foreach (var page in Store.ReadAllAsync(new Position(after), filter ?? EventFilter.All, Cancel))
            pages.Add(page);
        return pages;
    }

    protected async Task<List<RecordedEvent>> AllAsync(long after = 0, EventFilter? filter = null) =>
        [.. (await PagesAsync(after, filter)).SelectMany(page => page.Events)];

    protected static void AssertDense(IReadOnlyList<RecordedEvent> journal)
    {
        Assert.Equal(Enumerable.Range(1, journal.Count).Select(n => (long)n),
            journal.Select(recorded => recorded.Position.Value));
        foreach (var stream in journal.GroupBy(recorded => recorded.Stream))
            Assert.Equal(Enumerable.Range(1, stream.Count()).Select(n => (long)n),
                stream.Select(recorded => recorded.Version.Value));
    }
}
