using Docket.Journal.Files.Tests.Disk;
using Docket.Journal.Spec;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Journal.Files.Tests;

/// <summary>A test over a simulated disk: opens stores, appends, reads everything.</summary>
public abstract class FaultTest : IAsyncDisposable
{
    private readonly List<FileEventStore> _opened = [];

    private protected SimulatedDisk Disk { get; set; } = new();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FileEventStore Open(long segmentBytesMax = 1 << 20)
    {
        var options = new FileStoreOptions { Directory = "-", SegmentBytesMax = segmentBytesMax, RecentEventsMax = 1 };
        var store = FileEventStore.Open(Disk, null, options, Notes.Codec, (TimeProvider.System, NullLogger.Instance));
        _opened.Add(store);
        return store;
    }

    protected static async Task AppendAsync(FileEventStore store, string stream, params string[] texts) =>
        await store.AppendAsync(new AppendRequest(Notes.Stream(stream), ExpectedVersion.Any, Notes.All(texts)), Cancel);

    protected static async Task<List<string>> AllAsync(FileEventStore store)
    {
        var texts = new List<string>();
        await foreach (var page in store.ReadAllAsync(Position.Start, EventFilter.All, Cancel))
            texts.AddRange(page.Events.Select(Notes.TextOf));
        return texts;
    }

    protected static async Task<List<string>> StreamAsync(FileEventStore store, string stream)
    {
        var texts = new List<string>();
        await foreach (var recorded in store.ReadStreamAsync(Notes.Stream(stream), StreamVersion.None, Cancel))
            texts.Add(Notes.TextOf(recorded));
        return texts;
    }

    /// <summary>Fills several sealed segments and closes.</summary>
    protected async Task<int> FillAsync(int appends = 60)
    {
        await using var store = Open(segmentBytesMax: 2_000);
        for (var i = 0; i < appends; i++) await AppendAsync(store, $"s{i % 5}", $"{i}");
        return appends;
    }

    public async ValueTask DisposeAsync()
    {
        // The disks that failed belong to stores that were left behind, as a crash leaves them.
        foreach (var store in _opened) await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
