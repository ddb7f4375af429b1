using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Writing;

/// <summary>
/// Finds out what became of a batch whose session was lost. A batch is whole or absent and an event's metadata holds
/// its unique id, so an append whose first event is there was committed: it gets its true answer. An append that is not
/// there has changed nothing (it was a conflict or a repeat, or nothing was committed) and is settled again.
/// </summary>
internal static class LostBatch
{
    /// <summary>Answers what was committed.</summary>
    /// <returns>The appends that are still without an answer, in order.</returns>
    public static List<PendingAppend> Settle(
        IReadOnlyList<PendingAppend> batch, Func<List<ReadOnlyMemory<byte>>, IEnumerable<WrittenEvent>> find)
    {
        var firsts = batch.Where(pending => pending.Events.Count > 0).ToList();
        var written = find([.. firsts.Select(pending => pending.Events[0].Metadata)]).ToLookup(Named);
        foreach (var same in firsts.ToLookup(Named))
        {
            // In order, should a caller have used one event id twice in a stream.
            foreach (var (pending, found) in same.Zip(written[same.Key])) pending.Result = Answer(pending, found);
        }

        return [.. batch.Where(pending => pending.Result is null)];
    }

    private static AppendResult.Appended Answer(PendingAppend pending, WrittenEvent first) => new(
        new StreamVersion(first.Version.Value + pending.Events.Count - 1),
        new Position(first.Position.Value + pending.Events.Count - 1));

    private static (string Stream, string Metadata) Named(PendingAppend pending) =>
        (pending.Request.Stream.ToString(), Convert.ToHexString(pending.Events[0].Metadata.Span));

    private static (string Stream, string Metadata) Named(WrittenEvent found) =>
        (found.Stream, Convert.ToHexString(found.Metadata));
}
