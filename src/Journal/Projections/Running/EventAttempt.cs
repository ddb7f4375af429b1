using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Running;

/// <summary>Tries a failing event again, a little later each time, and says how to park it when it keeps failing.</summary>
internal sealed class EventAttempt(ParkingPolicy policy, TimeProvider clock, Action<RecordedEvent, Exception> parked)
{
    /// <summary>The parked stream, or null when a later try went well.</summary>
    public async ValueTask<ParkedStream?> AgainAsync(
        Action<RecordedEvent> apply, RecordedEvent recorded, Exception failure, CancellationToken cancellationToken)
    {
        var delay = policy.FirstDelay;
        for (var attempt = 2; attempt <= policy.Attempts; attempt++)
        {
            if (delay > TimeSpan.Zero) await Task.Delay(delay, clock, cancellationToken);
            delay *= 2;
            try
            {
                apply(recorded);
                return null;
            }
            catch (Exception again) when (again is not ViewStorageException)
            {
                failure = again;
            }
        }

        return Park(recorded, failure, policy.Attempts);
    }

    /// <summary>The parked stream of an event whose row the engine will not take, however often it is asked.</summary>
    public ParkedStream Refused(RecordedEvent recorded, RowsRefusedException refusal, string reason) =>
        Park(recorded, refusal, 1) with { Error = reason };

    private ParkedStream Park(RecordedEvent recorded, Exception failure, int attempts)
    {
        parked(recorded, failure);
        return new ParkedStream(
            recorded.Stream, recorded.Version, recorded.Position, recorded.Type,
            $"{failure.GetType().Name}: {failure.Message}", attempts, clock.GetUtcNow(), Waiting: 0);
    }
}
