using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Tests.Histories;

/// <summary>P5: events and their rows are there together, and every row is published, in its aggregate's order.</summary>
internal static class OutboxFaults
{
    /// <summary>Every way in which it is not so.</summary>
    public static IEnumerable<string> Of(History history, Found found)
    {
        var wanted = Wanted(history, found.Journal).ToDictionary(row => row.Id);
        return [.. Together(wanted, found.Outbox), .. Published(wanted, found), .. Order(found)];
    }

    /// <summary>A row an event that is there and was asked for with a message.</summary>
    private static IEnumerable<(Guid Id, string AggregateId, long Position)> Wanted(
        History history, IReadOnlyList<RecordedEvent> journal)
    {
        var byId = journal.DistinctBy(recorded => recorded.Metadata.EventId)
            .ToDictionary(recorded => recorded.Metadata.EventId);
        return from asked in history.Appends.Select(append => append.Asked)
               from message in asked.Messages
               let recorded = byId.GetValueOrDefault(asked.Events[message.Number].Metadata.EventId)
               where recorded is not null
               select (message.Id, asked.Stream.Id, recorded.Position.Value);
    }

    private static IEnumerable<string> Together(
        Dictionary<Guid, (Guid Id, string AggregateId, long Position)> wanted, IReadOnlyList<OutboxRow> outbox)
    {
        foreach (var copies in outbox.GroupBy(row => row.Id).Where(copies => copies.Skip(1).Any()))
            yield return $"P5: the outbox holds {copies.Key} {copies.Count()} times";
        var there = outbox.DistinctBy(row => row.Id).ToDictionary(row => row.Id);
        foreach (var row in there.Values)
        {
            if (!wanted.TryGetValue(row.Id, out var right)) yield return $"P5: a row without its event: {row}";
            else if ((right.AggregateId, right.Position) != (row.AggregateId, row.Position))
                yield return $"P5: a row at another place than its event's {right}: {row}";
        }

        foreach (var row in wanted.Values.Where(row => !there.ContainsKey(row.Id)))
            yield return $"P5: the event at {row.Position} of {row.AggregateId} has no row in the outbox";
    }

    private static IEnumerable<string> Published(
        Dictionary<Guid, (Guid Id, string AggregateId, long Position)> wanted, Found found)
    {
        var published = found.Published.Select(one => one.Id).ToHashSet();
        foreach (var row in wanted.Values.Where(row => !published.Contains(row.Id)))
            yield return $"P5: the row at {row.Position} of {row.AggregateId} was never published";
        foreach (var id in published.Where(id => !wanted.ContainsKey(id)))
            yield return $"P5: {id} was published, and nothing like it happened";
    }

    /// <summary>Consumers drop repeats; what is left must be in order.</summary>
    private static IEnumerable<string> Order(Found found) =>
        from aggregate in found.Published.DistinctBy(one => one.Id).GroupBy(one => one.AggregateId)
        from pair in aggregate.Zip(aggregate.Skip(1))
        where pair.First.Position > pair.Second.Position
        select $"P5: {aggregate.Key} was published at {pair.First.Position} before {pair.Second.Position}";
}
