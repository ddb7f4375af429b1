using Docket.Journal.Files.Opening;
using Docket.Journal.Files.Reading;
using Docket.Journal.Files.Segments;
using Docket.Journal.Files.Storage;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Files.Writing;

/// <summary>Everything a store has only while it may write.</summary>
internal sealed class WriteSide : IAsyncDisposable
{
    private readonly StoreLock? _held;
    private readonly HeadFile _head;
    private readonly Sealer _sealer;
    private readonly OpenSegment _open;

    public WriteSide(
        FileStoreOptions options, IStorage storage, OpenedJournal journal, HeadFile head, StoreLock? held,
        (EventDecoder Decoder, RecentEvents Recent, TimeProvider Clock, ILogger Logger) shared)
    {
        (_head, _held) = (head, held);
        _sealer = new Sealer(storage, shared.Logger);
        Signal = new AppendSignal(journal.Last);
        _open = new OpenSegment(
            new SegmentFactory(storage), journal.Segments, head, shared.Logger, options.SegmentBytesMax);
        var state = new WriterState
        {
            Last = journal.Last,
            RecordedAtTicks = journal.RecordedAtTicks,
            Clock = shared.Clock,
            Heads = new StreamHeads(options.StreamHeadsMax),
            Signal = Signal,
            OnSealed = _sealer.Begin,
        };
        var writer = new BatchWriter(
            _open, journal.Segments, new RecordFinder(journal.Segments), shared.Recent, shared.Decoder, state);
        Commit = new GroupCommit(writer, shared.Decoder.Codec, options.GroupCommit);
    }

    public AppendSignal Signal { get; }

    public GroupCommit Commit { get; }

    public Exception? Failure => _open.Failure;

    public void Announce(string url) => _held?.Announce(url);

    /// <summary>Finishes what waits, then lets go of the directory.</summary>
    public async ValueTask DisposeAsync()
    {
        await Commit.DisposeAsync();
        _sealer.Dispose();
        _open.Close();
        _head.Dispose();
        _held?.Dispose();
    }
}
