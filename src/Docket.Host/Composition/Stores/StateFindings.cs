using Docket.Host.Output;
using Docket.Postgres.Rebuilding;

namespace Docket.Host.Composition.Stores;

/// <summary>What a table of current state has wrong, in a line.</summary>
internal static class StateFindings
{
    public static IEnumerable<string> Of(StateReport report) => report.Tables.Where(table => !table.Equal).Select(table =>
        $"{InWords(table)}; `docket db rebuild-state` mends it");

    public static string InWords(StateTable table) =>
        $"{table.Name}: {Figures.Count(table.Rows)} rows, and the events make {Figures.Count(table.RowsFromEvents)}; "
        + $"orders that differ: {string.Join(", ", table.Differing)}";
}
