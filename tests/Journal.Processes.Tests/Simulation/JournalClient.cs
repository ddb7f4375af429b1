using System.Runtime.CompilerServices;
using Docket.Journal.Store;

namespace Docket.Journal.Processes.Tests.Simulation;

/// <summary>The journal as one machine reaches it: every call has a way there and a way back, and may be cut off on both.</summary>
internal class JournalClient(SimulatedJournal journal, Machine machine) : IEventStore
{
    private const int PageMax = 500;
    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(2);

    public Position Head => journal.Head;

    public async ValueTask<AppendResult> TryAppendAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await machine.HopAsync(Way);
        var result = journal.Append(request);
        await machine.HopAsync(Way);
        return result;
    }

    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, StreamVersion after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await machine.HopAsync(Way);
        foreach (var recorded in journal.Stream(stream, after)) yield return recorded;
    }

    public virtual async IAsyncEnumerable<EventPage> ReadAllAsync(
        Position after, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var head = Head;
        while (after < head)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await machine.HopAsync(Way);
            var page = journal.Range(after.Value, Math.Min(PageMax, head.Value - after.Value));
            after = page[^1].Position;
            yield return new EventPage([.. page.Where(recorded => filter.Wants(recorded.Type))], after);
        }
    }

    public async ValueTask<IReadOnlyList<RecordedEvent>> ReadBackwardsAsync(
        Position before, int count, CancellationToken cancellationToken)
    {
        await machine.HopAsync(Way);
        var newest = Math.Min(before.Value - 1, Head.Value);
        var after = Math.Max(0, newest - count);
        var run = journal.Range(after, newest - after);
        run.Reverse();
        return run;
    }

    public async ValueTask<LedgerEntry?> FindCommandAsync(string key, CancellationToken cancellationToken)
    {
        await machine.HopAsync(Way);
        return journal.Find(key);
    }

    public async ValueTask<Position> WaitForAppendAsync(Position after, CancellationToken cancellationToken)
    {
        await journal.WaitAsync(machine, after, cancellationToken);
        return Head;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
