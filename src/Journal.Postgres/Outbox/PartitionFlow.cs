using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>One partition while this relay has it: how far it is published and what is to happen next.</summary>
internal sealed class PartitionFlow(OwnedPartition owned, Position cursor, TimeProvider clock)
{
    private TimeSpan _pause;
    private long _pausedAt;

    public int Partition => owned.Partition;

    public long Epoch => owned.Lease.Epoch;

    public OwnedPartition Owned => owned;

    /// <summary>Everything up to here is published and marked.</summary>
    public Position Cursor { get; private set; } = cursor;

    /// <summary>There is nothing unpublished up to here: the cursor, or the journal's end when nothing more was found.</summary>
    public Position SeenThrough { get; private set; } = cursor;

    /// <summary>The newest watermark that was published.</summary>
    public Position Told { get; private set; }

    /// <summary>The change stream brings everything behind <see cref="SeenThrough"/>; otherwise the table is asked.</summary>
    public bool Following { get; private set; }

    /// <summary>Whether the publisher knows of the epoch.</summary>
    public bool TakenOver { get; set; }

    /// <summary>There may be rows behind the cursor in the table.</summary>
    public bool MoreToRead { get; private set; } = true;

    /// <summary>It waits before its next try.</summary>
    public bool IsPaused => PauseLeft > TimeSpan.Zero;

    /// <summary>What is left of the pause.</summary>
    public TimeSpan PauseLeft => _pause == TimeSpan.Zero ? TimeSpan.Zero : _pause - clock.GetElapsedTime(_pausedAt);

    /// <summary>The table has to be asked now.</summary>
    public bool IsDue(Position head) => !Following && (MoreToRead || head > SeenThrough) && !IsPaused;

    /// <summary>Rows up to a position are published and marked.</summary>
    public void Done(Position through)
    {
        if (Cursor < through) Cursor = through;
        if (SeenThrough < through) SeenThrough = through;
    }

    /// <summary>The publisher took all it was given.</summary>
    public void Flowed(Position? told)
    {
        _pause = TimeSpan.Zero;
        if (told is { } watermark) Told = watermark;
    }

    /// <summary>There is nothing unpublished up to a position; from there the stream goes on, if it follows.</summary>
    public void Emptied(Position through, bool following)
    {
        (MoreToRead, Following) = (false, following);
        if (SeenThrough < through) SeenThrough = through;
    }

    /// <summary>Goes back to asking the table.</summary>
    public void Ask() => (Following, MoreToRead) = (false, true);

    /// <summary>Waits a while before the next try, longer each time, and then asks the table.</summary>
    public TimeSpan Pause(OutboxRelayOptions options)
    {
        _pause = _pause == TimeSpan.Zero ? options.RetryPauseMin : _pause * 2;
        if (_pause > options.RetryPauseMax) _pause = options.RetryPauseMax;
        _pausedAt = clock.GetTimestamp();
        Ask();
        return _pause;
    }
}
