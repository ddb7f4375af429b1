using Docket.Journal.ClickHouse.Facts;
using Docket.Journal.ClickHouse.Talking;
using Docket.Kernel;

namespace Docket.Journal.ClickHouse.Views;

/// <summary>Takes away facts that nothing stands for: they cannot be replaced, because no insert has their key.</summary>
internal sealed class StrayFacts(ClickHouseClient client, FactTable view, int generation)
{
    // The server answers when it has noted the deletion down, and rewrites parts afterwards.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);
    private const int FactsAtOnce = 200;

    /// <summary>Removes them and waits until no reader is told any.</summary>
    /// <exception cref="TimeoutException">The server has not done it in time; it will.</exception>
    public void Remove(
        IEnumerable<ValueList<string>> facts, TimeSpan patience, (TimeProvider Clock, CancellationToken Closing) host)
    {
        var table = view.TableOf("facts", generation);
        foreach (var some in facts.Chunk(FactsAtOnce))
            client.Execute($"alter table {table} delete where {string.Join(" or ", some.Select(Condition))}");
        var since = host.Clock.GetTimestamp();
        var question = SqlText.Verb("mutations_left", ("table", table));
        while (client.Ask(question, static left => left.MoveNext() ? left.Number() : 0) > 0)
        {
            if (host.Clock.GetElapsedTime(since) > patience)
                throw new TimeoutException($"ClickHouse has not removed facts from {table} yet.");
            Task.Delay(LookAgain, host.Clock, host.Closing).GetAwaiter().GetResult();
        }
    }

    private string Condition(ValueList<string> fact) =>
        $"({string.Join(" and ", view.Columns.Select((column, i) => $"{column.Name} = {Literal(column, fact[i])}"))})";

    private static string Literal(FactColumn column, string value) => column.IsText
        ? $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'"
        : value;
}
