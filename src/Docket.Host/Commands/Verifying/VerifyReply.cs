using System.Globalization;
using Docket.Api.Operations;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Docket.Journal.Projections;

namespace Docket.Host.Commands.Verifying;

/// <summary>What was found.</summary>
/// <param name="Clean">Nothing is wrong, or not any more.</param>
/// <param name="Events">Events read.</param>
/// <param name="Streams">Streams they are in.</param>
/// <param name="Commands">Commands remembered.</param>
/// <param name="Bytes">Bytes of the journal.</param>
/// <param name="Head">The last position.</param>
/// <param name="Problems">What is wrong with the journal.</param>
/// <param name="Views">Each view against the journal; none where the journal itself is damaged.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record VerifyReply(
    bool Clean, long Events, long Streams, long Commands, long Bytes, long Head, IReadOnlyList<string> Problems,
    IReadOnlyList<VerifiedView> Views, double Seconds)
{
    public static VerifyReply Of(long head, JournalFindings journal, IReadOnlyList<VerifiedView> views) => new(
        journal.Problems.Count == 0 && views.All(view => view.Problem is null), journal.Events, journal.Streams,
        journal.Commands, journal.Bytes, head, journal.Problems, views, 0);

    /// <summary>What cannot even be opened.</summary>
    public static VerifyReply Unreadable(string problem) => new(false, 0, 0, 0, 0, 0, [problem], [], 0);

    /// <summary>The same after a repair.</summary>
    public VerifyReply With(
        long head, IReadOnlyList<VerifiedView> after, IReadOnlyDictionary<string, RepairDocument> repairs) => this with
        {
            Clean = after.All(view => view.Problem is null),
            Head = head,
            Views = [.. after.Select(view => view with { Repair = repairs.GetValueOrDefault(view.Name) })],
        };
}

/// <summary>One view against the journal.</summary>
/// <param name="Name">Which.</param>
/// <param name="Kept">Whether anything of it is kept; else it is built when it is first wanted.</param>
/// <param name="Position">Where it stands; the journal was folded up to here.</param>
/// <param name="Rows">Rows kept.</param>
/// <param name="Parked">Streams that stand still in it.</param>
/// <param name="Problem">What is wrong; null where all is equal.</param>
/// <param name="Differing">Keys of rows that differ; the first ones.</param>
internal sealed record VerifiedView(string Name, bool Kept, long Position, long Rows, int Parked, string? Problem,
    IReadOnlyList<string> Differing)
{
    /// <summary>Rows that the journal makes.</summary>
    public long RowsExpected { get; init; }

    /// <summary>The order-independent hash of the rows kept.</summary>
    public string? Hash { get; init; }

    /// <summary>That of the rows that the journal makes.</summary>
    public string? HashExpected { get; init; }

    /// <summary>How many keys differ in all.</summary>
    public long DifferingCount { get; init; }

    /// <summary>The same keys with what of them differs.</summary>
    public IReadOnlyList<DifferenceDocument> Differences { get; init; } = [];

    /// <summary>What a repair found and did; null where there was none to do.</summary>
    public RepairDocument? Repair { get; init; }

    public static VerifiedView Of(string name, ViewFinding? finding) => finding is null
        ? new(name, false, 0, 0, 0, null, [])
        : new(name, true, finding.At.Value, finding.Rows, finding.Parked, finding.Problem, [.. finding.Differing])
        {
            RowsExpected = finding.RowsExpected,
            Hash = Hex(finding.Hash),
            HashExpected = Hex(finding.HashExpected),
            DifferingCount = finding.DifferingCount,
            Differences = [.. finding.Differences.Select(DifferenceDocument.Of)],
        };

    /// <summary>What the comparison came to, for a journal that ends at <paramref name="head"/>.</summary>
    public string InWords(long head) => this switch
    {
        { Kept: false } => "not kept; built when first wanted",
        { Problem: { } problem, DifferingCount: > 0 } => $"{problem}: {Figures.Count(DifferingCount)} keys",
        { Problem: { } problem } => problem,
        { Repair.Repaired: var repaired and > 0 } => $"equal, {Figures.Count(repaired)} keys put right",
        _ when Position < head => $"equal so far, {Figures.Count(head - Position)} behind",
        _ => "equal",
    };

    private static string Hex(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);
}
