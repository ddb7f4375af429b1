using Docket.Journal.Files.Format;
using Docket.Journal.Files.Storage;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Segments;

/// <summary>
/// Reads a segment batch by batch and stops at the first that is not whole. Decides nothing about it.
/// </summary>
internal sealed class SegmentScanner(IStorageFile file, IRecordVisitor visitor)
{
    private readonly byte[] _header = new byte[BatchHeader.Bytes];
    private byte[] _body = new byte[64 * 1024];

    /// <summary>Scans from the end of one batch up to a limit.</summary>
    /// <param name="from">Where the next batch begins.</param>
    /// <param name="before">The last position before it.</param>
    /// <param name="limit">Where the bytes to be looked at end.</param>
    public ScanOutcome Scan(long from, Position before, long limit)
    {
        var outcome = new ScanOutcome(from, before, 0, null);
        while (TryNext(ref outcome, limit))
        {
        }

        return outcome;
    }

    /// <summary>Tells one more batch; false where none follows, and the outcome then says why.</summary>
    public bool TryNext(ref ScanOutcome outcome, long limit)
    {
        if (ReadBatch(outcome, limit, out var batch) is { } fault)
        {
            outcome = outcome with { Fault = fault.Length == 0 ? null : fault };
            return false;
        }

        outcome = new ScanOutcome(
            outcome.End + BatchHeader.Bytes + batch.BodyBytes, batch.Last, batch.RecordedAtTicks, null);
        visitor.OnBatchEnd(batch, outcome.End);
        return true;
    }

    /// <summary>Null when a whole batch was read and told; empty where only zeros follow; else what is wrong.</summary>
    private string? ReadBatch(ScanOutcome sofar, long limit, out BatchHeader batch)
    {
        batch = default;
        var bodyAt = sofar.End + BatchHeader.Bytes;
        if (bodyAt > limit
            || file.Read(_header, sofar.End) < _header.Length
            || !BatchHeader.TryRead(_header, out batch))
            return TailScan.IsZero(file, sofar.End, limit) ? string.Empty : "no whole batch header";
        if (batch.First != sofar.Last.Next)
            return $"the batch begins at position {batch.First}, after {sofar.Last}";
        if (bodyAt + batch.BodyBytes > limit) return "the batch is longer than the file";
        if (_body.Length < batch.BodyBytes) _body = new byte[Math.Max(batch.BodyBytes, _body.Length * 2)];
        var body = _body.AsSpan(0, batch.BodyBytes);
        if (file.Read(body, bodyAt) < body.Length) return "the batch is longer than the file";
        return CheckRecords(body, batch) ?? Tell(body, bodyAt);
    }

    private static string? CheckRecords(ReadOnlySpan<byte> body, in BatchHeader batch)
    {
        var (records, events) = (0, 0);
        while (!body.IsEmpty)
        {
            var length = body.Length < RecordFrame.HeaderBytes ? -1 : RecordFrame.BodyLength(body);
            if (length < 0 || RecordFrame.HeaderBytes + length > body.Length) return "a record's length is wrong";
            var frame = body[..(RecordFrame.HeaderBytes + length)];
            if (!RecordFrame.IsIntact(frame)) return "a record does not match its checksum";
            var recordBody = frame[RecordFrame.HeaderBytes..];
            if (EventBody.TryRead(recordBody, out var recorded))
            {
                if (recorded.Position.Value != batch.First.Value + events) return "an event's position is out of order";
                events++;
            }
            else if (LedgerBody.TryRead(recordBody) is null)
            {
                return "a record is of no known kind";
            }

            records++;
            body = body[frame.Length..];
        }

        return records == batch.Records && events == batch.Events
            ? null
            : "the batch does not hold what its header says";
    }

    private string? Tell(ReadOnlySpan<byte> body, long bodyAt)
    {
        for (var at = 0; at < body.Length;)
        {
            var length = RecordFrame.BodyLength(body[at..]);
            var recordBody = body.Slice(at + RecordFrame.HeaderBytes, length);
            if (EventBody.TryRead(recordBody, out var recorded)) visitor.OnEvent(recorded, bodyAt + at);
            else visitor.OnLedgerEntry(recordBody, bodyAt + at);
            at += RecordFrame.HeaderBytes + length;
        }

        return null;
    }
}
