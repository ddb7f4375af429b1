namespace Docket.Journal.ClickHouse;

/// <summary>The server refuses, in its own words.</summary>
public sealed class ClickHouseException(int code, string message) : Exception(message)
{
    private const int UnknownTable = 60;
    private const int UnknownDatabase = 81;

    // Too many queries, time-out, network, memory, too many parts, read-only table, keeper: all pass.
    private static readonly int[] Passing = [159, 164, 202, 209, 210, 241, 242, 252, 279, 319, 425, 999];

    /// <summary>The server's number for it.</summary>
    public int Code { get; } = code;

    /// <summary>Whether the same request may go well a little later.</summary>
    public bool IsPassing => Passing.Contains(Code);

    /// <summary>Whether a table is missing: a generation may have been thrown away between two requests.</summary>
    public bool IsMissingTable => Code == UnknownTable;

    /// <summary>Whether the database is missing: nothing was ever kept.</summary>
    public bool IsMissingDatabase => Code == UnknownDatabase;
}
