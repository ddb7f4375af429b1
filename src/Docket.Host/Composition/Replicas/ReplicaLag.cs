using Docket.Journal.Store;

namespace Docket.Host.Composition.Replicas;

/// <summary>How far a standby is behind, in time: since when the primary has had what the standby does not show.</summary>
/// <remarks>
/// It goes by when this process saw positions appear, so no two machines' clocks are compared, and a primary on which
/// nothing happens makes nobody late.
/// </remarks>
internal sealed class ReplicaLag(TimeProvider clock)
{
    /// <summary>A standby that is away for long is late by its oldest samples; of the later ones every so many is enough.</summary>
    private const int SamplesMax = 4_096;

    private readonly Lock _gate = new();
    private readonly Queue<(Position Head, long SeenAt)> _ahead = [];
    private Position _newest;

    /// <summary>The primary has reached a position.</summary>
    /// <param name="primary">Its head.</param>
    /// <param name="age">How long it has had it already.</param>
    public void See(Position primary, TimeSpan age)
    {
        lock (_gate)
        {
            if (primary <= _newest || _ahead.Count >= SamplesMax) return;
            _newest = primary;
            _ahead.Enqueue((primary, clock.GetTimestamp() - (long)(age.TotalSeconds * clock.TimestampFrequency)));
        }
    }

    /// <summary>How late a standby is that shows so much.</summary>
    public TimeSpan Behind(Position standby)
    {
        lock (_gate)
        {
            while (_ahead.TryPeek(out var oldest) && oldest.Head <= standby) _ahead.Dequeue();
            return _ahead.TryPeek(out var missing) ? clock.GetElapsedTime(missing.SeenAt) : TimeSpan.Zero;
        }
    }
}
