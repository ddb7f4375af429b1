using Docket.Journal.Store;

namespace Docket.Postgres.Rebuilding;

/// <summary>The current-state tables, held against the same tables made anew from the events.</summary>
/// <param name="At">The position that both were compared at.</param>
/// <param name="Tables">Each table.</param>
/// <param name="Swapped">Whether the new ones have taken the place of the old.</param>
public sealed record StateReport(Position At, IReadOnlyList<StateTable> Tables, bool Swapped)
{
    /// <summary>Whether every row was as the events say.</summary>
    public bool Equal => Tables.All(table => table.Equal);
}

/// <summary>One table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="RowsFromEvents">The rows that the events make.</param>
/// <param name="Equal">Whether they are the same rows: as many, and with the same hash over all of them.</param>
/// <param name="Differing">Orders whose rows differ; the first ones.</param>
public sealed record StateTable(
    string Name, long Rows, long RowsFromEvents, bool Equal, IReadOnlyList<string> Differing);
