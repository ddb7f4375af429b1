namespace Docket.Participants.Http;

/// <summary>The HTTP client that participants are asked with, and what its failures tell.</summary>
public static class ParticipantHttp
{
    private const int AnswerBytesMax = 64 * 1024;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>One for all participants of a process; it has no time-out, because each try has one.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        // A participant that moved has to be configured: what is signed is signed for one address.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime, // So that a new address of the same name is found.
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = AnswerBytesMax,
    };

    /// <summary>Whether it failed before a byte of the request was on its way.</summary>
    internal static bool NothingWasSent(Exception failure, CancellationToken givenUp) => failure switch
    {
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
        } => true,
        // Nobody gave up, and the client has no time-out of its own: only connecting has.
        OperationCanceledException { InnerException: TimeoutException } => !givenUp.IsCancellationRequested,
        _ => false,
    };
}
