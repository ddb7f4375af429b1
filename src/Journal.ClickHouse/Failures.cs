namespace Docket.Journal.ClickHouse;

/// <summary>What can go wrong between this process and the server.</summary>
internal static class Failures
{
    /// <summary>Whether the server or the way to it is to blame.</summary>
    public static bool IsOfServer(Exception failure) =>
        failure is ClickHouseException or HttpRequestException or IOException or OperationCanceledException;
}
