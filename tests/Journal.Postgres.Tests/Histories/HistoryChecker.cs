using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Tests.Histories;

/// <summary>Compares what clients were told, readers saw and consumers got with what is there in the end.</summary>
internal static class HistoryChecker
{
    /// <summary>Every way in which a promise was broken.</summary>
    public static List<string> Faults(History history, Found found) =>
    [
        .. Positions(found.Journal), .. Versions(found.Journal),
        .. Answers(history, found.Journal), .. Keys(history, found.Journal), .. Readers(history, found.Journal),
        .. OutboxFaults.Of(history, found),
    ];

    private static IEnumerable<string> Positions(IReadOnlyList<RecordedEvent> journal) =>
        journal.Index().Where(at => at.Item.Position.Value != at.Index + 1)
            .Take(1).Select(at => $"P3: position {at.Index + 1} is {at.Item.Position}");

    private static IEnumerable<string> Versions(IReadOnlyList<RecordedEvent> journal) =>
        from stream in journal.GroupBy(recorded => recorded.Stream)
        from at in stream.Index()
        where at.Item.Version.Value != at.Index + 1
        select $"P2: event {at.Index + 1} of {stream.Key} has version {at.Item.Version}";

    private static IEnumerable<string> Answers(History history, IReadOnlyList<RecordedEvent> journal)
    {
        var byId = journal.ToLookup(recorded => recorded.Metadata.EventId);
        foreach (var (asked, told) in history.Appends)
        {
            var written = asked.Events.Select(wanted => byId[wanted.Metadata.EventId].ToList()).ToList();
            if (written.Exists(copies => copies.Count > 1)) yield return $"P1: {asked.Stream} holds an event twice";
            var there = written.Count(copies => copies.Count == 1);
            if (there != 0 && there != written.Count)
                yield return $"P1: a part of an append to {asked.Stream} is there";
            if (told is AppendResult.Appended done && (there == 0
                || written[^1][0].Position != done.Position || written[^1][0].Version != done.Version))
                yield return $"P1: {asked.Stream} was told {done}, and it is not so";
            if (told is AppendResult.Conflict or AppendResult.Repeated && there != 0)
                yield return $"P2: {asked.Stream} was told {told}, and it was written";
        }
    }

    private static IEnumerable<string> Keys(History history, IReadOnlyList<RecordedEvent> journal)
    {
        var there = journal.Select(recorded => recorded.Metadata.EventId).ToHashSet();
        return from append in history.Appends
               where append.Asked.Key is not null
               group append by append.Asked.Key!.Key into tries
               let effects = tries.Count(append => there.Contains(append.Asked.Events[0].Metadata.EventId))
               where effects > 1
               select $"P4: key {tries.Key} took effect {effects} times";
    }

    private static IEnumerable<string> Readers(History history, IReadOnlyList<RecordedEvent> journal) =>
        from seen in history.Readers
        from at in seen.Index()
        where at.Item != at.Index + 1
        select $"P3: a reader saw position {at.Item} as number {at.Index + 1} of {journal.Count}";
}
