using Docket.Journal.Projections;
using Docket.Journal.Store;

namespace Docket.ReadModels.Reading;

/// <summary>How every query waits, and what it says of its own freshness.</summary>
internal static class ViewReading
{
    /// <summary>Waits for what the reader insists on. What is read afterwards shows at least the position returned.</summary>
    public static async ValueTask<ReadPoint> WaitAsync(
        this View view, Freshness freshness, CancellationToken cancellationToken)
    {
        var reached = await view.Watermark.WaitForAsync(freshness.MinSeq, freshness.Patience, cancellationToken);

        // The watermark is read before the rows, so that they can only be newer than the answer says.
        return new ReadPoint(view.Watermark.Position, Stale: !reached);
    }

    /// <summary>An answer that events of these streams go into: while one of them is parked, the answer is stale.</summary>
    public static Answer<T> Answer<T>(this View view, ReadPoint point, T value, Func<ParkedStream, bool> concerns) =>
        Answer(point, value, view.Parking, concerns);

    /// <summary>The same with what was parked when the answer was read.</summary>
    public static Answer<T> Answer<T>(ReadPoint point, T value, Parking parking, Func<ParkedStream, bool> concerns)
    {
        var (asOf, stale) = point;
        DateTimeOffset? since = null;
        foreach (var parked in parking.Streams.Values)
        {
            if (!concerns(parked)) continue;
            stale = true;
            if (parked.Position <= asOf) asOf = new Position(parked.Position.Value - 1);
            if (since is null || parked.Since < since) since = parked.Since;
        }

        return new Answer<T>(value, asOf, stale, since);
    }
}

/// <summary>What is known of an answer's freshness before it is read.</summary>
/// <param name="AsOf">The view's watermark then.</param>
/// <param name="Stale">Whether the reader asked for more than this.</param>
internal readonly record struct ReadPoint(Position AsOf, bool Stale);
