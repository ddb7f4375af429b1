using Docket.Journal.Projections.Rows;
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
/// <param name="Differences">Rows that differ, are missing or should not be there; the first ones, by key.</param>
public sealed record ViewFinding(
    string View, Position At, long Rows, long RowsExpected, int Parked, string? Problem,
    ValueList<RowDifference> Differences)
{
    /// <summary>Whether the view is what the journal says.</summary>
    public bool IsEqual => Problem is null;

    /// <summary>How many rows differ in all, named or not.</summary>
    public long DifferingCount { get; init; }

    /// <summary>The keys that are named.</summary>
    public ValueList<string> Differing => Differences.Select(one => one.Key).ToValueList();

    /// <summary>The order-independent hash of the rows kept.</summary>
    public UInt128 Hash { get; init; }

    /// <summary>The hash of the rows that the journal makes.</summary>
    public UInt128 HashExpected { get; init; }
}

/// <summary>A row that is not what the journal says.</summary>
/// <param name="Key">Which.</param>
/// <param name="Kind">How it is wrong.</param>
/// <param name="Fields">What of it differs; none where it is missing or should not be there.</param>
public sealed record RowDifference(string Key, RowDifferenceKind Kind, ValueList<FieldDifference> Fields);

/// <summary>How a row is wrong.</summary>
public enum RowDifferenceKind
{
    /// <summary>It is there, and says something else.</summary>
    Differs,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It should not be there.</summary>
    Unexpected,

    /// <summary>It is right, and what readers are shown of it is not.</summary>
    ShownWrongly,
}
