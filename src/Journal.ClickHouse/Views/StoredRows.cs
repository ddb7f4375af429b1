using Docket.Journal.ClickHouse.Talking;
using Docket.Journal.Projections.Rows;

namespace Docket.Journal.ClickHouse.Views;

/// <summary>Reads a generation's table of rows.</summary>
internal sealed class StoredRows(ClickHouseClient client, string table)
{
    private readonly string _find = SqlText.Verb("find_rows", ("rows", table));
    private readonly string _stand = SqlText.Verb("stand", ("rows", table));

    /// <summary>The newest stand; null where there is none.</summary>
    public Stand? Stand() => client.Ask(_stand, static answer => Views.Stand.Find(answer));

    /// <summary>The largest batch there is, whoever wrote it.</summary>
    public long NewestBatch() => client.Ask(
        SqlText.Verb("newest_batch", ("rows", table)), static answer => answer.MoveNext() ? answer.Number() : 0);

    /// <summary>Shows those of some keys' rows that there are.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="isLate">Whether a commit came too late to count: then the row is what it was before.</param>
    /// <param name="visit">Sees a row.</param>
    public void Find(IReadOnlyCollection<byte[]> keys, Func<long, bool> isLate, RowVisitor visit)
    {
        var wanted = new BinaryRows();
        foreach (var key in keys) wanted.Text(key);
        client.Ask(_find, wanted.Bytes, answer =>
        {
            while (answer.MoveNext())
            {
                var (key, row, isRemoved) = (answer.Bytes(), answer.Bytes(), answer.Byte() != 0);
                var (batch, former, hasFormer) = (answer.Number(), answer.Bytes(), answer.Byte() != 0);
                if (isLate(batch) ? hasFormer : !isRemoved) visit(key, isLate(batch) ? former : row);
            }

            return 0;
        });
    }

    /// <summary>Shows every row as one moment saw them, and the stand of that moment under the empty key.</summary>
    public void Scan(RowVisitor visit) =>
        client.Ask(SqlText.Verb("all_rows", ("rows", table)), answer => Visit(answer, visit));

    private static int Visit(AnswerReader answer, RowVisitor visit)
    {
        var count = 0;
        for (; answer.MoveNext(); count++)
        {
            var (key, row, isRemoved) = (answer.Bytes(), answer.Bytes(), answer.Byte() != 0);
            if (!isRemoved) visit(key, row);
        }

        return count;
    }
}
