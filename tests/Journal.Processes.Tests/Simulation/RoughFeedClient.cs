using System.Runtime.CompilerServices;
using Docket.Journal.Processes.Choreography;
using Docket.Journal.Store;

namespace Docket.Journal.Processes.Tests.Simulation;

/// <summary>
/// A feed such as a broker gives: what participants tell each other comes twice, and in another order than it was told.
/// A participant's own stream it reads as it is.
/// </summary>
internal sealed class RoughFeedClient(SimulatedJournal journal, Machine machine, World world) : JournalClient(journal, machine)
{
    private const double Twice = 0.2;
    private readonly List<RecordedEvent> _told = [];

    public override async IAsyncEnumerable<EventPage> ReadAllAsync(
        Position after, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in base.ReadAllAsync(after, filter, cancellationToken))
        {
            var told = page.Events.Where(Heard.IsTold).ToList();
            _told.AddRange(told);
            var again = _told.Count == 0 ? [] : told.Where(_ => world.Chance(Twice)).Select(_ => _told[world.Random.Next(_told.Count)]);
            var shuffled = told.Concat(again.ToList()).OrderBy(_ => world.Random.Next()).ToList();
            yield return page with { Events = [.. shuffled, .. page.Events.Where(one => !Heard.IsTold(one)), .. shuffled] };
        }
    }
}
