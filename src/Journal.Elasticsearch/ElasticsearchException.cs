namespace Docket.Journal.Elasticsearch;

/// <summary>The cluster refuses, in its own words.</summary>
public sealed class ElasticsearchException(int status, string type, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The cluster's name for it, such as <c>index_not_found_exception</c>; empty where it gave
    /// none.</summary>
    public string Type { get; } = type;

    /// <summary>Whether the same request may go well a little later: too busy, or not there yet.</summary>
    public bool IsPassing => IsPassingStatus(Status);

    internal static bool IsPassingStatus(int status) => status is 408 or 429 or 502 or 503 or 504;
}
