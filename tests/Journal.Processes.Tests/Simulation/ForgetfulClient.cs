using System.Runtime.CompilerServices;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Store;

namespace Docket.Journal.Processes.Tests.Simulation;

/// <summary>A planted bug: a machine that starts does not see the timers that were set before.</summary>
internal sealed class ForgetfulClient(SimulatedJournal journal, Machine machine) : JournalClient(journal, machine)
{
    private readonly Position _start = journal.Head;

    public override async IAsyncEnumerable<EventPage> ReadAllAsync(
        Position after, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in base.ReadAllAsync(after, filter, cancellationToken))
            yield return page with
            {
                Events = [.. page.Events.Where(recorded => recorded.Position > _start || recorded.Payload is not TimerSet)],
            };
    }
}
