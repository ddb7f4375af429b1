using Docket.Journal.Spec;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Journal.Files.Tests;

public class FileEventStoreTests : EventStoreSpec
{
    private readonly TemporaryDirectory _directory = new();

    protected virtual FileStoreOptions Options => new() { Directory = _directory.Path };

    protected string Path => _directory.Path;

    protected override ValueTask<IEventStore> OpenAsync() =>
        new(FileEventStore.Open(Options, Notes.Codec, TimeProvider.System, NullLogger.Instance));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The same with segments of a few events each, so that everything crosses from one to the next.</summary>
public sealed class FileEventStoreWithTinySegmentsTests : FileEventStoreTests
{
    protected override FileStoreOptions Options =>
        new() { Directory = Path, SegmentBytesMax = 2_000, RecentEventsMax = 4 };
}
