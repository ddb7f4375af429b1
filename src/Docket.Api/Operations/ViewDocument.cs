using System.Text.Json.Serialization;
using Docket.ReadModels.Operations;

namespace Docket.Api.Operations;

/// <summary>How far one view is.</summary>
/// <param name="Name">Such as <c>order-summary</c>.</param>
/// <param name="State">live, catching_up, stalled, idle or unavailable.</param>
/// <param name="Watermark">Everything up to here is applied, or parked.</param>
/// <param name="Head">The journal's newest event.</param>
/// <param name="LagEvents">How many events it is behind.</param>
/// <param name="LagSeconds">Newest journal event's store time less the newest applied one's; 0 when level.</param>
/// <param name="VisibleP50Ms">Median time from append to visible over the last minute; null when idle.</param>
/// <param name="VisibleP99Ms">The same for 99 of 100.</param>
/// <param name="Rows">Rows held.</param>
/// <param name="Hash">The order-independent hash of all rows: equal views have equal hashes.</param>
/// <param name="ParkedKeys">Keys that stand still because of a failing event.</param>
/// <param name="Rebuild">The rebuild under way or last done; null where there was none since the start.</param>
public record ViewDocument(
    string Name, string State, long Watermark, long Head, long LagEvents, double LagSeconds, double? VisibleP50Ms,
    double? VisibleP99Ms, long Rows, string Hash, int ParkedKeys, RebuildDocument? Rebuild)
{
    internal static ViewDocument Of(ViewStatus view) => new(
        view.Name, view.State, view.Watermark.Value, view.Head.Value, view.LagEvents, view.LagTime.TotalSeconds,
        view.LagP50?.TotalMilliseconds, view.LagP99?.TotalMilliseconds, view.Rows, view.Hash, view.ParkedKeys,
        view.Rebuild is { } rebuild ? RebuildDocument.Of(rebuild) : null);
}

/// <summary>How a rebuild stands.</summary>
/// <param name="State">running, verifying, swapped or failed.</param>
/// <param name="Position">The shadow is here.</param>
/// <param name="Target">The journal's head.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it was swapped in or failed; null while it runs.</param>
/// <param name="EtaSeconds">How long it will probably still take; left out when not running.</param>
/// <param name="Outcome">What was compared before the swap, or why it failed; null while it runs.</param>
public sealed record RebuildDocument(
    string State, long Position, long Target, DateTime StartedAt, DateTime? EndedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? EtaSeconds, string? Outcome)
{
    internal static RebuildDocument Of(RebuildStatus rebuild) => new(
        rebuild.State, rebuild.Position.Value, rebuild.Target.Value, rebuild.StartedAt.UtcDateTime,
        rebuild.EndedAt?.UtcDateTime, rebuild.Eta?.TotalSeconds, rebuild.Outcome);
}
