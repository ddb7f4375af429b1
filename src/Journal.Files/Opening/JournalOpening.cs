using Docket.Journal.Files.Format;
using Docket.Journal.Files.Indexing;
using Docket.Journal.Files.Segments;
using Docket.Journal.Files.Storage;
using Docket.Journal.Files.Writing;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Files.Opening;

/// <summary>
/// Opens a journal for writing. Only the last segment is read through. The torn end of a write that was never
/// acknowledged
/// is cut; anything else that is not as it was written stops the opening, because cutting it could lose what was
/// promised.
/// </summary>
internal sealed class JournalOpening(
    IStorage storage, SegmentFactory factory, HeadFile headFile, SegmentSet segments, ILogger logger)
{
    private readonly DurableHead? _head = headFile.Read();
    private RecoveryReport _recovery = RecoveryReport.Clean;
    private long _recordedAtTicks;

    public OpenedJournal Open()
    {
        RemoveUnfinishedIndexes();
        var firsts = SegmentFiles.FirstsOf(storage);
        if (_head is { } head && head.Segment > (firsts.Count == 0 ? Position.Start : firsts[^1]))
            throw Missing(head.Segment);
        if (firsts.Count == 0) segments.Add(factory.Create(Position.Start.Next));
        if (firsts.Count > 0 && firsts[0] != Position.Start.Next) throw Missing(Position.Start.Next);
        for (var i = 0; i < firsts.Count - 1; i++) OpenFull(firsts[i], firsts[i + 1]);
        if (firsts.Count > 0) OpenLast(firsts[^1]);
        var newest = segments.Newest;
        headFile.Write(new DurableHead(newest.First, newest.End, newest.Last));
        logger.Opened(newest.Last.Value, segments.All.Count);
        return new OpenedJournal(segments, newest.Last, _recordedAtTicks, _recovery);
    }

    private void RemoveUnfinishedIndexes()
    {
        foreach (var name in storage.List())
        {
            if (name.EndsWith(".idx.tmp", StringComparison.Ordinal)) storage.Delete(name);
        }
    }

    private void OpenFull(Position first, Position next)
    {
        var index = FileIndex.TryOpen(storage, first);
        var segment = factory.Open(first, (ISegmentIndex?)index ?? new MemoryIndex());
        segments.Add(segment);
        if (index is not null) segment.GrowTo(index.Layout.SegmentBytes);
        else Rebuild(segment, next);
        if (segment.Last.Next != next) throw Missing(segment.Last.Next);
        if (segment.File.Length < segment.End)
            throw segment.Corrupt(segment.File.Length, $"the file ends here and not at {segment.End}");
        _recordedAtTicks = index?.Layout.LastRecordedAtTicks ?? _recordedAtTicks;
    }

    private void Rebuild(Segment segment, Position next)
    {
        CheckHeader(segment);
        var outcome = Scan(segment, (MemoryIndex)segment.Index);
        if (outcome.Fault is not null || outcome.Last.Next != next)
            throw segment.Corrupt(
                outcome.End, outcome.Fault ?? $"events end at {outcome.Last}, and the next file begins at {next}");
        segment.GrowTo(outcome.End);
        new Sealer(storage, logger).Seal(segment, outcome.RecordedAtTicks);
        _recordedAtTicks = outcome.RecordedAtTicks;
        _recovery = _recovery with { IndexesRebuilt = _recovery.IndexesRebuilt + 1 };
        logger.IndexRebuilt(segment.Description);
    }

    private void OpenLast(Position first)
    {
        var segment = factory.Open(first, new MemoryIndex());
        if (!HasHeader(segment))
        {
            if (_head?.Segment == first
                || TailScan.LaterBatch(segment.File, 0, segment.File.Length, Position.Start) >= 0)
                throw Closing(segment, segment.Corrupt(0, "the file's header does not match its checksum"));
            segment.Dispose();
            segments.Add(factory.Create(first));
            return;
        }

        segments.Add(segment);
        var outcome = Scan(segment, (MemoryIndex)segment.Index);
        if (_head is { } head && head.Segment == first && outcome.End < head.Offset)
            throw segment.Corrupt(outcome.End,
                $"{outcome.Fault ?? "only zeros follow"}, but everything up to byte {head.Offset} was acknowledged");
        if (outcome.Fault is { } fault) CutTail(segment, outcome, fault);
        segment.GrowTo(outcome.End);
        _recordedAtTicks = Math.Max(_recordedAtTicks, outcome.RecordedAtTicks);
        MakeCertain(segment);
    }

    private void CutTail(Segment segment, ScanOutcome outcome, string fault)
    {
        var length = segment.File.Length;
        if (TailScan.LaterBatch(segment.File, outcome.End, length, outcome.Last) is >= 0 and var later)
            throw segment.Corrupt(outcome.End, $"{fault}, and a later batch follows at byte {later}");
        var bytes = TailScan.LastNonZero(segment.File, outcome.End, length) + 1 - outcome.End;
        segment.File.SetLength(outcome.End);
        segment.File.Flush();
        _recovery = _recovery with { BytesCut = bytes, Reason = fault };
        logger.TailCut(segment.Description, outcome.End, bytes, fault);
    }

    /// <summary>
    /// Writes again and flushes what lies beyond the known durable end: if a flush failed before, the system may hold
    /// these bytes in memory only and believe that they are on the disk.
    /// </summary>
    private void MakeCertain(Segment segment)
    {
        const int chunkBytes = 1024 * 1024;
        var from = _head is { } head && head.Segment == segment.First ? head.Offset : SegmentHeader.Bytes;
        if (from >= segment.End) return;
        for (var at = from; at < segment.End; at += chunkBytes) segment.File.Write(segment.Read(at, chunkBytes), at);
        segment.File.Flush();
    }

    private static ScanOutcome Scan(Segment segment, MemoryIndex index) =>
        new SegmentScanner(segment.File, new IndexingVisitor(index))
            .Scan(SegmentHeader.Bytes, new Position(segment.First.Value - 1), segment.File.Length);

    private static void CheckHeader(Segment segment)
    {
        if (!HasHeader(segment)) throw segment.Corrupt(0, "the file's header does not match its checksum");
    }

    private static bool HasHeader(Segment segment)
    {
        Span<byte> header = stackalloc byte[SegmentHeader.Bytes];
        return segment.File.Read(header, 0) == header.Length && SegmentHeader.TryRead(header) == segment.First;
    }

    private static JournalCorruptException Closing(Segment segment, JournalCorruptException failure)
    {
        segment.Dispose();
        return failure;
    }

    private JournalCorruptException Missing(Position first) => new(
        $"{storage.Describe(SegmentHeader.NameOf(first))} is missing: the journal has events from position {first} on. "
        + "Nothing was changed. Put the file back.");
}
