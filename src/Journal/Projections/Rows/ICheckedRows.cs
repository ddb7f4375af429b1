using Docket.Kernel;

namespace Docket.Journal.Projections.Rows;

/// <summary>Rows opened to be checked, of an engine that shows its readers more than the rows' own bytes: columns,
/// fields, facts, totals.</summary>
public interface ICheckedRows : IRowStore
{
    /// <summary>Compares what readers are shown with what it should be. Called last: the store is not read after it.</summary>
    /// <param name="right">The rows as the journal makes them, at the position where these ones stand.</param>
    /// <param name="faultsMax">How many faults are gathered, at most.</param>
    IReadOnlyList<ShownFault> FindFaults(IRowStore right, int faultsMax);
}

/// <summary>Something that readers are shown and that does not follow from the journal.</summary>
/// <param name="Key">The row that it belongs to; null for what belongs to none.</param>
/// <param name="What">For people: what it is, where it belongs to no row.</param>
/// <param name="Fields">What of it differs.</param>
public sealed record ShownFault(byte[]? Key, string What, ValueList<FieldDifference> Fields)
{
    /// <summary>How the engine itself names what is to be taken away; null where a row is only put right.</summary>
    public object? ToRemove { get; init; }
}

/// <summary>A field that is not as it should be; null stands for none.</summary>
public sealed record FieldDifference(string Field, string? Kept, string? Expected);
