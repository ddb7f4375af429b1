using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Journal.Projections;

/// <summary>What comparing a kept view with its journal came to.</summary>
/// <param name="View">The view.</param>
/// <param name="At">Where it stands; the journal was folded up to here.</param>
/// <param name="Rows">Rows kept.</param>
/// <param name="RowsExpected">Rows the journal makes.</param>
/// <param name="Parked">Streams that stand still in it.</param>
/// <param name="Problem">What is wrong, or null where all is equal.</param>
/// <param name="Differing">Keys of rows that differ, are missing or should not be there; the first ones.</param>
public sealed record ViewFinding(
    string View, Position At, long Rows, long RowsExpected, int Parked, string? Problem, ValueList<string> Differing)
{
    /// <summary>Whether the view is what the journal says.</summary>
    public bool IsEqual => Problem is null;
}
