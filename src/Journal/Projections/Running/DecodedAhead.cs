using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Running;

/// <summary>
/// Walks over a large page while another thread decodes a little ahead, and lets each payload go when it was used: most
/// of what decoding makes then dies young, which costs the collector next to nothing.
/// </summary>
internal static class DecodedAhead
{
    private const int Ahead = 256;

    /// <summary>Pages of so many events are worth it.</summary>
    public const int EventsMin = 1_000;

    /// <summary>Shows every event once, in order.</summary>
    /// <param name="events">The page.</param>
    /// <param name="decodes">Whether another thread decodes ahead.</param>
    /// <param name="forgets">Whether an event's payload is not needed after its use.</param>
    /// <param name="use">What is done with each.</param>
    public static async ValueTask ForEachAsync(
        IReadOnlyList<RecordedEvent> events, bool decodes, bool forgets, Func<RecordedEvent, ValueTask> use)
    {
        var ahead = Task.CompletedTask;
        for (var from = 0; from < events.Count; from += Ahead)
        {
            await ahead;
            var (next, end) = (from + Ahead, Math.Min(from + Ahead, events.Count));
            if (decodes && next < events.Count) ahead = Task.Run(() => Decode(events, next));
            for (var i = from; i < end; i++)
            {
                await use(events[i]);
                if (forgets) events[i].Forget();
            }
        }
    }

    private static void Decode(IReadOnlyList<RecordedEvent> events, int from)
    {
        for (var i = from; i < Math.Min(from + Ahead, events.Count); i++)
        {
            try
            {
                _ = events[i].Payload;
            }
            catch (EventDecodingException)
            {
                // It fails again where it is applied, and is parked there.
            }
        }
    }
}
