using System.Text.Json;

namespace Docket.Journal.Elasticsearch;

/// <summary>What can go wrong between this process and the cluster.</summary>
internal static class Failures
{
    /// <summary>Whether the cluster or the way to it is to blame.</summary>
    public static bool IsOfCluster(Exception failure) => failure
        is ElasticsearchException or HttpRequestException or IOException or OperationCanceledException or JsonException;

    /// <summary>Whether the same may go well a little later.</summary>
    public static bool IsPassing(Exception failure) => failure
        is HttpRequestException or IOException or OperationCanceledException
        or ElasticsearchException { IsPassing: true };
}
