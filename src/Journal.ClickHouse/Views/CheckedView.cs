using System.Globalization;
using Docket.Journal.ClickHouse.Facts;
using Docket.Journal.ClickHouse.Talking;
using Docket.Journal.Projections.Rows;

namespace Docket.Journal.ClickHouse.Views;

/// <summary>Takes a copy of the rows that serve, as one moment saw them, and adds up the facts that readers are
/// told.</summary>
internal static class CheckedView
{
    /// <exception cref="InvalidDataException">The facts are not those of the rows.</exception>
    public static IRowStore Read(ClickHouseClient client, FactTable view, int generation)
    {
        var copy = new InMemoryRowStore();
        var batch = new RowBatch();
        var facts = new FactWriter(view.Columns.Count);
        var teller = view.NewFacts();
        RowStoreState? state = null;
        new StoredRows(client, view.TableOf("rows", generation)).Scan((key, row) =>
        {
            if (key.IsEmpty)
            {
                state = RowStateBytes.Read(row);
                return;
            }

            batch.Put(key, row);
            teller.Tell(key, null, row.ToArray(), facts);
            facts.ForgetBytes();
        });
        batch.State = state ?? throw new InvalidDataException("it does not say where it stands");
        copy.Commit(batch);
        var told = client.Ask(Query(view, generation, batch.State), answer => Sums(answer, view.Columns.Count));
        Compare(view, facts, told);
        return copy;
    }

    private static string Query(FactTable view, int generation, RowStoreState state) => SqlText.Verb(
        "sums_of_facts",
        ("sums", string.Concat(view.Columns.Select(column =>
            column.IsText ? $", toInt64(sum(length({column.Name})))" : $", toInt64(sum({column.Name}))"))),
        ("facts", view.TableOf("facts", generation)),
        ("checkpoint", state.Checkpoint.Value.ToString(CultureInfo.InvariantCulture)));

    private static long[] Sums(AnswerReader answer, int columns)
    {
        var sums = new long[columns + 1];
        if (!answer.MoveNext()) return sums;
        for (var i = 0; i < sums.Length; i++) sums[i] = answer.Number();
        return sums;
    }

    private static void Compare(FactTable view, FactWriter facts, long[] told)
    {
        if (facts.Count != told[0])
            throw new InvalidDataException($"readers are told {told[0]} facts, and its rows stand for {facts.Count}");
        for (var i = 0; i < facts.Sums.Count; i++)
            if (facts.Sums[i] != told[i + 1])
                throw new InvalidDataException($"the column {view.Columns[i].Name} of its facts does not add up to its rows");
    }
}
