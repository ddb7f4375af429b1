namespace Docket.Api.Replicas;

/// <summary>Where an answer came from, where that can differ.</summary>
/// <param name="Server">replica or primary; null where no replica is configured for this read.</param>
/// <param name="Fallback">Why it is not the replica, though it should be; else null.</param>
internal sealed record ServedBy(string? Server, string? Fallback)
{
    public static ServedBy Plain { get; } = new(null, null);

    public static ServedBy Replica { get; } = new("replica", null);

    public static ServedBy Primary(string? why) => new("primary", why);
}
