using System.Text.Json.Serialization;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;

namespace Docket.Api.Operations;

/// <summary>How putting a view right stands.</summary>
/// <param name="State">running, done or failed.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
/// <param name="Repaired">Keys that were put right.</param>
/// <param name="Position">Where the view stood then.</param>
/// <param name="Found">Keys that were not what the journal says; the first ones.</param>
/// <param name="Outcome">What came of it; null while it runs.</param>
public sealed record RepairDocument(
    string State, DateTime StartedAt, DateTime? EndedAt, long Repaired, long Position,
    IReadOnlyList<DifferenceDocument> Found, string? Outcome)
{
    internal static RepairDocument Of(RepairProgress repair) => new(
        repair.Stage switch
        {
            RepairStage.Running => "running",
            RepairStage.Done => "done",
            _ => "failed",
        },
        repair.StartedAt.UtcDateTime, repair.EndedAt?.UtcDateTime, repair.Repaired, repair.At.Value,
        [.. (repair.Found?.Differences ?? []).Select(DifferenceDocument.Of)], repair.Outcome);
}

/// <summary>A row that is not what the journal says.</summary>
/// <param name="Key">Which.</param>
/// <param name="Kind">differs, missing, unexpected, or shown_wrongly where the row is right and what readers see of it is
/// not.</param>
/// <param name="Fields">What of it differs.</param>
public sealed record DifferenceDocument(string Key, string Kind, IReadOnlyList<FieldDocument> Fields)
{
    internal static DifferenceDocument Of(RowDifference difference) => new(
        difference.Key,
        difference.Kind switch
        {
            RowDifferenceKind.Differs => "differs",
            RowDifferenceKind.Missing => "missing",
            RowDifferenceKind.Unexpected => "unexpected",
            _ => "shown_wrongly",
        },
        [.. difference.Fields.Select(FieldDocument.Of)]);
}

/// <summary>A field that is not as it should be.</summary>
/// <param name="Field">Which.</param>
/// <param name="Kept">What is there; left out where nothing is.</param>
/// <param name="Expected">What the journal says; left out where nothing should be.</param>
public sealed record FieldDocument(
    string Field,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Kept,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Expected)
{
    internal static FieldDocument Of(FieldDifference field) => new(field.Field, field.Kept, field.Expected);
}
