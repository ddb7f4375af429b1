using Docket.Journal.Files.Format;
using Docket.Journal.Files.Indexing;
using Docket.Journal.Files.Segments;
using Docket.Journal.Files.Storage;
using Docket.Journal.Files.Writing;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Opening;

/// <summary>
/// Follows a journal that another process may be writing: sees what the head file calls durable, and changes nothing.
/// </summary>
internal sealed class JournalFollower(IStorage storage, SegmentFactory factory, HeadFile headFile, SegmentSet segments)
    : IDisposable
{
    private readonly Lock _gate = new();
    private long _last;

    /// <summary>The first look. Without a head nothing is known to be durable, and a journal would look like an empty one.</summary>
    /// <exception cref="JournalCorruptException">How far it is durable cannot be read.</exception>
    public Position Begin() => headFile.Read() is not null
        ? Refresh()
        : throw new JournalCorruptException(
            $"{storage.Describe(DurableHead.FileName)} does not match its checksum. "
            + "Opening the journal for writing mends it.");

    /// <summary>Looks at the head file and takes in what is new.</summary>
    public Position Refresh()
    {
        lock (_gate)
        {
            if (headFile.Read() is { } head && (head.Last.Value > _last || segments.All.Count == 0)) Follow(head);
            return new Position(_last);
        }
    }

    public void Dispose() => headFile.Dispose();

    private void Follow(in DurableHead head)
    {
        if (segments.All.Count > 0) TakeIn(segments.Newest, head);
        foreach (var first in SegmentFiles.FirstsOf(storage))
        {
            if (first > head.Segment || (segments.All.Count > 0 && first <= segments.Newest.First)) continue;
            Open(first, head);
        }

        if (segments.All.Count == 0 || segments.Newest.First != head.Segment || segments.Newest.Last != head.Last)
            throw new JournalCorruptException(
                $"{storage.Describe(DurableHead.FileName)} says that the journal reaches position {head.Last}, and its files do not.");
        _last = head.Last.Value;
    }

    private void Open(Position first, in DurableHead head)
    {
        var index = first < head.Segment ? FileIndex.TryOpen(storage, first) : null;
        var segment = factory.OpenRead(first, (ISegmentIndex?)index ?? new MemoryIndex());
        if (index is not null) segment.GrowTo(index.Layout.SegmentBytes);
        else TakeIn(segment, head);
        segments.Add(segment);
    }

    /// <summary>
    /// Indexes a segment's further batches: up to the durable end in the open one, to its end in a full one.
    /// </summary>
    private static void TakeIn(Segment segment, in DurableHead head)
    {
        if (segment.Index is not MemoryIndex index) return;
        var limit = segment.First == head.Segment ? head.Offset : segment.File.Length;
        var outcome =
            new SegmentScanner(segment.File, new IndexingVisitor(index)).Scan(segment.End, segment.Last, limit);
        segment.GrowTo(outcome.End);
        if (outcome.Fault is { } fault) throw segment.Corrupt(outcome.End, fault);
    }
}
