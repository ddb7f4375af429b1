using Docket.Journal.Store;

namespace Docket.Api.Orders;

/// <summary>Which of an order's events count: as at a business time, as known at a store time, up to a
/// version.</summary>
/// <param name="At">Only what had happened by then; null for all.</param>
/// <param name="KnownAt">Only what had been recorded by then; null for all.</param>
/// <param name="Version">Only events up to this one; null for all.</param>
public sealed record Moment(DateTimeOffset? At, DateTimeOffset? KnownAt, long? Version)
{
    /// <summary>Now: every event counts.</summary>
    public static Moment Now { get; } = new(null, null, null);

    /// <summary>Whether the event counts.</summary>
    public bool Includes(RecordedEvent recorded) =>
        (Version is null || recorded.Version.Value <= Version)
        && (KnownAt is null || recorded.RecordedAt <= KnownAt)
        && (At is null || recorded.Metadata.OccurredAt <= At);

    internal string InWords()
    {
        List<string> limits = [];
        if (At is { } at) limits.Add($"that had happened by {Json.Rfc3339.Text(at)}");
        if (KnownAt is { } known) limits.Add($"that was recorded by {Json.Rfc3339.Text(known)}");
        if (Version is { } version) limits.Add(FormattableString.Invariant($"up to version {version}"));
        return string.Join(" and ", limits);
    }
}
