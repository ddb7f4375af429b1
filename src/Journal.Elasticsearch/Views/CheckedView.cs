using Docket.Journal.Projections.Rows;

namespace Docket.Journal.Elasticsearch.Views;

/// <summary>Takes a copy of the rows that are searched, all as of one stand, while their owner goes on.</summary>
internal static class CheckedView
{
    private const int TriesMax = 5;

    /// <exception cref="InvalidDataException">It does not say where it stands, or never stands still for long
    /// enough.</exception>
    public static IRowStore Read(StoredDocuments stored)
    {
        for (var tries = 0; tries < TriesMax; tries++)
            if (TryRead(stored) is { } copy) return copy;
        throw new InvalidDataException("it goes on too fast to be read as of one position; stop its projector, or try again");
    }

    /// <summary>A document tells what it is and what it was before: one commit may come while they are read, not
    /// two.</summary>
    private static InMemoryRowStore? TryRead(StoredDocuments stored)
    {
        var stand = stored.Stand() ?? throw new InvalidDataException("it does not say where it stands");
        var (batch, isOf) = (new RowBatch { State = stand.State }, true);
        stored.Walk(null, (key, row, former) =>
        {
            if (row.Batch <= stand.Settled) batch.Put(key, row.Bytes);
            else if (former is not null && former.Batch <= stand.Settled) batch.Put(key, former.Bytes);
            else isOf &= former is null; // one that is newer than the stand
        });
        if (!isOf) return null;
        var copy = new InMemoryRowStore();
        copy.Commit(batch);
        return copy;
    }
}
