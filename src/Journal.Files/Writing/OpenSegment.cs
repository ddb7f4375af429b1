using Docket.Journal.Files.Format;
using Docket.Journal.Files.Segments;
using Docket.Journal.Files.Storage;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Files.Writing;

/// <summary>
/// Makes bytes durable at the end of the newest segment: one write, one flush. Knows what may be done after either
/// fails.
/// </summary>
internal sealed class OpenSegment(
    SegmentFactory factory, SegmentSet segments, HeadFile head, ILogger logger, long segmentBytesMax)
{
    private const long ReservedAheadBytes = 8 * 1024 * 1024;
    private long _reserved = segments.Newest.File.Length;
    private Exception? _broken;

    /// <summary>Why nothing can be written any more; null while it can.</summary>
    public Exception? Failure => Volatile.Read(ref _broken);

    /// <summary>Writes a batch and returns where it begins.</summary>
    /// <exception cref="JournalUnavailableException">It is not durable, and is not in the journal.</exception>
    public long Append(ReadOnlySpan<byte> batch, Position first, Action<Segment> onSealed)
    {
        if (_broken is not null) throw Broken(_broken);
        // A segment is named by its first event, so one without events cannot have a successor.
        if (segments.Newest is { } full && full.First != first && full.End + batch.Length > segmentBytesMax)
            StartNext(full, first, onSealed);
        var segment = segments.Newest;
        var at = segment.End;
        Write(segment, batch, at);
        Flush(segment);
        segment.GrowTo(at + batch.Length);
        return at;
    }

    /// <summary>Says in the head file that everything so far is durable; other processes read up to there.</summary>
    public void Announce(Position last)
    {
        try
        {
            head.Write(new DurableHead(segments.Newest.First, segments.Newest.End, last));
        }
        catch (IOException failure)
        {
            // The events are durable all the same; the head file only spares others from looking for the end.
            logger.HeadNotWritten(failure);
        }
    }

    /// <summary>Drops the room that was reserved and not used.</summary>
    public void Close()
    {
        if (_broken is null && _reserved > segments.Newest.End) segments.Newest.File.SetLength(segments.Newest.End);
    }

    private void StartNext(Segment full, Position first, Action<Segment> onSealed)
    {
        try
        {
            var next = factory.Create(first);
            full.File.SetLength(full.End);
            segments.Add(next);
            _reserved = SegmentHeader.Bytes;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused(failure);
        }

        onSealed(full);
    }

    private void Write(Segment segment, ReadOnlySpan<byte> batch, long at)
    {
        try
        {
            if (at + batch.Length > _reserved) Reserve(segment, at + batch.Length);
            segment.File.Write(batch, at);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            CutBack(segment, at);
            throw _broken is null ? Refused(failure) : Broken(failure);
        }
    }

    private void Reserve(Segment segment, long end)
    {
        // Growing a file costs its flush an extra write of the inode, so room is taken in large steps.
        _reserved = end + Math.Min(ReservedAheadBytes, segmentBytesMax);
        segment.File.Reserve(_reserved);
    }

    private void CutBack(Segment segment, long end)
    {
        try
        {
            segment.File.SetLength(end);
            segment.File.Flush();
            _reserved = end;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Break(segment, failure);
        }
    }

    private void Flush(Segment segment)
    {
        try
        {
            segment.File.Flush();
        }
        catch (IOException failure)
        {
            // After a failed flush the system may call pages clean that never reached the disk, and a second flush
            // would
            // succeed without them. Only reading everything back at the next start can tell.
            Break(segment, failure);
            throw Broken(failure);
        }
    }

    private void Break(Segment segment, Exception failure)
    {
        _broken = failure;
        logger.StoreBroken(segment.Description, failure);
    }

    private static JournalUnavailableException Refused(Exception failure) => new(
        $"The journal could not be written ({failure.Message}); nothing was recorded. Free disk space or repair the disk; "
        + "writing goes on by itself when it works again.", failure);

    private static JournalUnavailableException Broken(Exception failure) => new(
        $"The journal's disk failed while writing ({failure.Message}). The store takes no more writes until it is opened "
        + "again; reading goes on. Check the disk, then restart: whether the last appends took effect is then known.",
        failure);
}
