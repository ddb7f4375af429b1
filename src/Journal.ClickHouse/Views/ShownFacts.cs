using System.Globalization;
using Docket.Journal.ClickHouse.Facts;
using Docket.Journal.ClickHouse.Talking;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Journal.ClickHouse.Views;

/// <summary>Compares the facts that readers are told with those that the right rows stand for, field by field.</summary>
internal sealed class ShownFacts(ClickHouseClient client, FactTable view, int generation)
{
    /// <summary>The facts that are not told, told otherwise, or told though nothing stands for them.</summary>
    public IReadOnlyList<ShownFault> Find(IRowStore right, Position checkpoint, int faultsMax)
    {
        // Most often all is well, and then sums of hashes say so with no fact remembered.
        var (told, due) = (new Sum(), new Sum());
        Tell(right, (_, fact) => due.Add(fact));
        Read(checkpoint, told.Add);
        return told == due ? [] : Compare(right, checkpoint, faultsMax);
    }

    private List<ShownFault> Compare(IRowStore right, Position checkpoint, int faultsMax)
    {
        var due = new Dictionary<ValueList<string>, byte[]>();
        Tell(right, (key, fact) => due[fact] = key);
        var stray = new List<ValueList<string>>();
        Read(checkpoint, fact =>
        {
            if (!due.Remove(fact)) stray.Add(fact);
        });
        return
        [
            .. due.Take(faultsMax).Select(missing => new ShownFault(
                missing.Value, "", Differences(Nearest(missing.Key, stray), missing.Key))),
            .. stray.Take(faultsMax).Select(fact => new ShownFault(
                null, "a fact of no event", Differences(fact, null)) { ToRemove = fact }),
        ];
    }

    private void Tell(IRowStore rows, Action<byte[], ValueList<string>> see)
    {
        var (teller, key) = (view.NewFacts(), Array.Empty<byte>());
        var facts = new FactWriter(view.Columns.Count) { Seen = fact => see(key, fact) };
        rows.Scan((rowKey, row) =>
        {
            key = rowKey.ToArray();
            teller.Tell(key, null, row.ToArray(), facts);
            facts.Clear();
        });
    }

    private void Read(Position checkpoint, Action<ValueList<string>> see)
    {
        var query = SqlText.Verb(
            "facts_told",
            ("columns", string.Join(", ", view.Columns.Select(Column))),
            ("facts", view.TableOf("facts", generation)),
            ("checkpoint", checkpoint.Value.ToString(CultureInfo.InvariantCulture)));
        client.Ask(query, answer =>
        {
            while (answer.MoveNext()) see(view.Columns.Select(column => Field(answer, column)).ToValueList());
            return 0;
        });
    }

    private static string Column(FactColumn column) => column.IsText ? column.Name : $"toInt64({column.Name})";

    private static string Field(AnswerReader answer, FactColumn column) =>
        column.IsText ? answer.Text() : answer.Number().ToString(CultureInfo.InvariantCulture);

    /// <summary>What is told in a fact's place, if anything is: the one that shares most of its fields with it.</summary>
    private static ValueList<string>? Nearest(ValueList<string> due, List<ValueList<string>> stray)
    {
        int Shared(ValueList<string> fact) => fact.Zip(due).Count(pair => pair.First == pair.Second);
        var best = stray.Count > 0 ? stray.MaxBy(Shared) : (ValueList<string>?)null;
        return best is { } found && Shared(found) * 2 >= due.Count ? found : null;
    }

    private ValueList<FieldDifference> Differences(ValueList<string>? told, ValueList<string>? due) =>
        view.Columns.Select((column, i) => new FieldDifference(column.Name, told?[i], due?[i]))
            .Where(field => field.Kept != field.Expected).ToValueList();

    /// <summary>Facts counted and added up in no order.</summary>
    private sealed record Sum
    {
        public long Count { get; private set; }

        public UInt128 Hash { get; private set; }

        public void Add(ValueList<string> fact)
        {
            Count++;
            Hash += RowHash.Of(System.Text.Encoding.UTF8.GetBytes(string.Join('\u001f', fact)), 0);
        }
    }
}
