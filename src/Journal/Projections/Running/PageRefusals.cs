using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Running;

/// <summary>The events of a page whose rows the engine will not take: the first of each row that it named.</summary>
internal sealed class PageRefusals
{
    private readonly Dictionary<long, (RowsRefusedException Refusal, string Reason)> _events = [];

    /// <summary>Why the engine refuses what this event makes; null where it does not.</summary>
    public (RowsRefusedException Refusal, string Reason)? Of(RecordedEvent recorded) =>
        _events.Count > 0 && _events.TryGetValue(recorded.Position.Value, out var found) ? found : null;

    /// <summary>Finds the events behind refused rows.</summary>
    /// <param name="refusal">The rows.</param>
    /// <param name="events">The events that were applied.</param>
    /// <param name="makes">Whether an event touches the row of a key.</param>
    /// <exception cref="ViewStorageException">No event is behind them, and so nobody to park.</exception>
    public void TakeIn(
        RowsRefusedException refusal, IEnumerable<RecordedEvent> events, Func<RecordedEvent, byte[], bool> makes)
    {
        var applied = events.Where(recorded => !_events.ContainsKey(recorded.Position.Value)).ToList();
        foreach (var (key, reason) in refusal.Rows)
        {
            var first = applied.Find(recorded => makes(recorded, key))
                ?? throw new ViewStorageException("The engine refuses a row that no event of this page has made.", refusal);
            _events[first.Position.Value] = (refusal, reason);
        }
    }
}
