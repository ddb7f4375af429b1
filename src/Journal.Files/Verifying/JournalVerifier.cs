using Docket.Journal.Files.Format;
using Docket.Journal.Files.Indexing;
using Docket.Journal.Files.Segments;
using Docket.Journal.Files.Storage;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Verifying;

/// <summary>
/// Reads every byte of a journal: checksums, dense positions and versions, ledger entries, index files.
/// </summary>
/// <remarks>After a damaged place it goes on at the next whole batch, so that one report names everything.</remarks>
internal sealed class JournalVerifier(IStorage storage)
{
    private readonly List<JournalFinding> _findings = [];
    private readonly StreamCheck _check = new();

    public VerifyReport Verify(IReadOnlyList<Segment> segments, Position head, CancellationToken cancellationToken)
    {
        var last = Position.Start;
        foreach (var segment in segments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (segment.First != last.Next)
                Add(segment, 0, $"the file begins at position {segment.First}, after {last}");
            last = VerifySegment(segment);
        }

        if (last < head) Add(segments[^1], segments[^1].End, $"events end at position {last}, before {head}");
        return new VerifyReport(
            _check.Events, _check.Streams, _check.Commands, segments.Count, segments.Sum(segment => segment.End),
            _findings);
    }

    private Position VerifySegment(Segment segment)
    {
        CheckHeader(segment);
        var index = new MemoryIndex();
        var visitor = new VerifyingVisitor(
            _check, new IndexingVisitor(index), (offset, problem) => Add(segment, offset, problem));
        var scanner = new SegmentScanner(segment.File, visitor);
        var (from, before, end) = ((long)SegmentHeader.Bytes, new Position(segment.First.Value - 1), segment.End);
        while (true)
        {
            var outcome = scanner.Scan(from, before, end);
            if (outcome.End == end) return CheckIndex(segment, index, outcome.Last);
            Add(segment, outcome.End, outcome.Fault ?? "only zeros follow");
            from = TailScan.LaterBatch(segment.File, outcome.End, end, outcome.Last);
            if (from < 0) return segment.Last;
            before = BeforeBatchAt(segment, from);
            _check.Skip();
        }
    }

    private static Position BeforeBatchAt(Segment segment, long offset)
    {
        Span<byte> header = stackalloc byte[BatchHeader.Bytes];
        segment.File.Read(header, offset);
        return BatchHeader.TryRead(header, out var batch) ? new Position(batch.First.Value - 1) : Position.Start;
    }

    private void CheckHeader(Segment segment)
    {
        Span<byte> header = stackalloc byte[SegmentHeader.Bytes];
        if (segment.File.Read(header, 0) < header.Length || SegmentHeader.TryRead(header) != segment.First)
            Add(segment, 0, "the file's header does not match its checksum");
    }

    private Position CheckIndex(Segment segment, MemoryIndex rebuilt, Position last)
    {
        if (segment.Index is FileIndex index && rebuilt.EventCount == index.EventCount)
        {
            var name = storage.Describe(IndexLayout.NameOf(segment.First));
            try
            {
                if (!index.IsIntact()) Add(name, 0, "the index does not match its checksum");
                else if (!index.Agrees(rebuilt.Content())) Add(name, 0, "the index differs from its segment");
            }
            catch (JournalCorruptException damage)
            {
                Add(name, 0, damage.Message);
            }
        }

        return last;
    }

    private void Add(Segment segment, long offset, string problem) => Add(segment.Description, offset, problem);

    private void Add(string file, long offset, string problem)
    {
        if (_findings.Count < VerifyReport.FindingsMax) _findings.Add(new JournalFinding(file, offset, problem));
    }
}
