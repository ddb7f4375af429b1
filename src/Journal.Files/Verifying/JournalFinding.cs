namespace Docket.Journal.Files.Verifying;

/// <summary>One thing that is not as it was written.</summary>
/// <param name="File">The file it was found in.</param>
/// <param name="Offset">Where in the file.</param>
/// <param name="Problem">What is wrong.</param>
public sealed record JournalFinding(string File, long Offset, string Problem);

/// <summary>What reading a whole journal found.</summary>
/// <param name="Events">Events read.</param>
/// <param name="Streams">Streams they belong to.</param>
/// <param name="Commands">Ledger entries read.</param>
/// <param name="Segments">Segment files read.</param>
/// <param name="Bytes">Bytes of the segments.</param>
/// <param name="Findings">What is wrong, in file order; empty where nothing is. At most <see cref="FindingsMax"/> are
/// kept.</param>
public sealed record VerifyReport(
    long Events, long Streams, long Commands, int Segments, long Bytes, IReadOnlyList<JournalFinding> Findings)
{
    /// <summary>The most findings that are kept.</summary>
    public const int FindingsMax = 1_000;

    /// <summary>Whether everything is as it was written.</summary>
    public bool IsClean => Findings.Count == 0;
}
