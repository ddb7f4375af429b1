using System.Runtime.CompilerServices;
using Docket.Journal.Copying;
using Docket.Journal.Files.Format;
using Docket.Journal.Files.Opening;
using Docket.Journal.Files.Segments;
using Docket.Journal.Files.Storage;
using Docket.Journal.Files.Writing;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Copying;

/// <summary>A journal in a directory, read in the order it was written, up to what was durable at the opening.</summary>
public sealed class FileJournalSource : IJournalSource
{
    private const int PieceRecordsMin = 4_096;
    private readonly SegmentSet _segments;
    private readonly JournalFollower _follower;

    private FileJournalSource(string directory, SegmentSet segments, JournalFollower follower)
    {
        Identity = Path.GetFullPath(directory);
        (_segments, _follower) = (segments, follower);
        Head = follower.Refresh();
    }

    /// <inheritdoc/>
    public string Identity { get; }

    /// <inheritdoc/>
    public Position Head { get; }

    /// <summary>Opens a journal that another process may be writing; changes nothing.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no journal.</exception>
    public static FileJournalSource Open(string directory)
    {
        var storage = new DirectoryStorage(directory);
        if (!storage.Exists(DurableHead.FileName))
            throw new DirectoryNotFoundException($"There is no journal in {directory}.");
        var head = new HeadFile(storage.OpenRead(DurableHead.FileName));
        var segments = new SegmentSet();
        try
        {
            return new FileJournalSource(
                directory, segments, new JournalFollower(storage, new SegmentFactory(storage), head, segments));
        }
        catch
        {
            segments.Dispose();
            head.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalPiece> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var records = new CollectingVisitor();
        foreach (var segment in _segments.All)
        {
            var scanner = new SegmentScanner(segment.File, records);
            var outcome = new ScanOutcome(SegmentHeader.Bytes, new Position(segment.First.Value - 1), 0, null);
            while (outcome.End < segment.End)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!scanner.TryNext(ref outcome, segment.End))
                    throw segment.Corrupt(outcome.End, outcome.Fault ?? "only zeros follow");
                if (records.Count >= PieceRecordsMin) yield return records.Take();
            }
        }

        if (records.Count > 0) yield return records.Take();
        await ValueTask.CompletedTask;
    }

    /// <summary>Closes the files.</summary>
    public ValueTask DisposeAsync()
    {
        _follower.Dispose();
        _segments.Dispose();
        return ValueTask.CompletedTask;
    }
}
