using System.Text.Json.Serialization;

namespace Docket.Api.Problems;

/// <summary>A problem document (RFC 9457). Members that say nothing are left out.</summary>
public sealed record ProblemReply
{
    /// <summary>Names the kind of problem, for programs: a stable reference such as
    /// <c>/problems/order-not-paid</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The kind in words, always the same.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What happened this time, and what to do.</summary>
    public required string Detail { get; init; }

    /// <summary>What is wrong, by the field's path.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>The version found, where another was insisted on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? CurrentVersion { get; init; }

    /// <summary>How far the reader that knows nothing of it has read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? AsOfSeq { get; init; }

    /// <summary>Whether more was asked for than that.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Stale { get; init; }

    /// <summary>Where it was looked for, where that can differ: replica or primary.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ServedBy { get; init; }

    /// <summary>Why it was not looked for on the replica.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fallback { get; init; }
}
