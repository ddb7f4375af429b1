namespace Docket.Journal.Projections.Rows;

/// <summary>
/// The engine will never take some rows of a batch, and says which: theirs is the fault, not the engine's. Nothing
/// of the
/// batch counts; the page is applied again without the events that made these rows, and their streams are parked.
/// </summary>
/// <param name="rows">Each refused row's key, and why.</param>
public sealed class RowsRefusedException(IReadOnlyList<KeyValuePair<byte[], string>> rows)
    : Exception($"{rows.Count} rows are refused; the first because: {(rows.Count > 0 ? rows[0].Value : "")}")
{
    /// <summary>Each refused row's key, and why.</summary>
    public IReadOnlyList<KeyValuePair<byte[], string>> Rows { get; } = rows;
}
