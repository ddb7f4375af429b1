using System.Diagnostics;
using Docket.Application.Wire;
using Docket.Journal.Store;
using Docket.ReadModels.Measures;

namespace Docket.ReadModels.Postgres.Bench;

/// <summary>Writes a shop's history: orders are placed by the thousand, and paid when the next thousand was
/// placed.</summary>
internal static class Filling
{
    private const int Side = 1_000;

    public static async Task FillAsync(IEventStore store, int orders)
    {
        var clock = Stopwatch.StartNew();
        var made = new SyntheticJournal(DocketCodec.Create(), orders);
        List<RecordedEvent> placed = [], paid = [];
        await foreach (var page in made.ReadAllAsync(Position.Start, EventFilter.All, CancellationToken.None))
        {
            foreach (var recorded in page.Events)
            {
                (recorded.Version.Value == 1 ? placed : paid).Add(recorded);
                if (placed.Count < Side || paid.Count < Side) continue;
                await AppendAsync(store, placed);
                await AppendAsync(store, paid);
            }
        }

        await AppendAsync(store, placed);
        await AppendAsync(store, paid);
        Console.WriteLine($"filled         {store.Head.Value:N0} events in {clock.Elapsed.TotalSeconds:N1} s");
    }

    private static async Task AppendAsync(IEventStore store, List<RecordedEvent> events)
    {
        await Parallel.ForEachAsync(
            events, new ParallelOptions { MaxDegreeOfParallelism = 256 },
            async (recorded, token) =>
            {
                var metadata = new EventMetadata
                {
                    EventId = Guid.CreateVersion7(recorded.RecordedAt),
                    OccurredAt = recorded.RecordedAt,
                };
                await store.TryAppendAsync(
                    new AppendRequest(
                        recorded.Stream, ExpectedVersion.Any, [new NewEvent(recorded.Payload, metadata)]),
                    token);
            });
        events.Clear();
    }
}
