using Docket.Journal.Store;

namespace Docket.Journal.Projections.Running;

/// <summary>What an operator does about a stream that stands still in a view.</summary>
internal static class ParkedStreams
{
    /// <summary>Applies the stream's events again; false where nothing is parked at this position.</summary>
    /// <param name="view">The view.</param>
    /// <param name="position">The parked event.</param>
    /// <param name="skipIt">Leaves that event out for good first.</param>
    /// <param name="store">Where the stream is read again.</param>
    /// <param name="cancellationToken">Gives up; nothing changes then.</param>
    public static async ValueTask<bool> ResumeAsync(
        View view, Position position, bool skipIt, IEventStore store, CancellationToken cancellationToken)
    {
        await view.Turn.WaitAsync(cancellationToken);
        try
        {
            var generation = view.Serving;
            if (generation.Parking.Streams.Values.FirstOrDefault(p => p.Position == position) is not { } parked) return false;
            var events = await ReadWaitingAsync(view, parked, generation.Checkpoint, store, cancellationToken);
            if (skipIt) generation.Skip(parked);
            await generation.ResumeAsync(parked, events, cancellationToken);
            return true;
        }
        finally
        {
            view.Turn.Release();
        }
    }

    private static async ValueTask<IReadOnlyList<RecordedEvent>> ReadWaitingAsync(
        View view, ParkedStream parked, Position through, IEventStore store, CancellationToken cancellationToken)
    {
        var waiting = new List<RecordedEvent>();
        var before = new StreamVersion(parked.Version.Value - 1);
        await foreach (var recorded in store.ReadStreamAsync(parked.Stream, before, cancellationToken))
        {
            // What is after the checkpoint comes to the view by itself.
            if (recorded.Position > through) break;
            if (view.Filter.Wants(recorded.Type)) waiting.Add(recorded);
        }

        return waiting;
    }
}
