using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Store;

namespace Docket.Journal.Processes.Choreography;

/// <summary>
/// Where an instance is that nobody leads: what it set off in all streams, brought together by its id and put in the
/// journal's order. Folded, that is the instance as a leader would have it.
/// </summary>
internal sealed class InstanceTrail(IEventStore store, ProcessCatalog catalog)
{
    /// <summary>All that happened, oldest first; of an instance that is led, its stream.</summary>
    public async ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var events = new List<RecordedEvent>();
        await AddAsync(events, ProcessService.StreamOf(id), cancellationToken);
        if (events is not [{ Payload: ChoreographyStarted { Brief: var brief } }, ..]) return events;
        foreach (var step in StepsOf(brief)) await AddAsync(events, PartStreams.Of(id, step), cancellationToken);
        return [.. events.OrderBy(recorded => recorded.Position)];
    }

    /// <summary>How it stands.</summary>
    public static ProcessState Fold(IEnumerable<RecordedEvent> trail) =>
        trail.Select(recorded => (ProcessEvent)recorded.Payload).Aggregate(Process.Initial, Process.Evolve);

    private IEnumerable<string> StepsOf(Brief brief) =>
        catalog.Find(brief.Definition, brief.Version)?.Steps.Select(step => step.Name) ?? [];

    private async ValueTask AddAsync(List<RecordedEvent> events, StreamName stream, CancellationToken cancellationToken)
    {
        await foreach (var recorded in store.ReadStreamAsync(stream, StreamVersion.None, cancellationToken))
            events.Add(recorded);
    }
}
