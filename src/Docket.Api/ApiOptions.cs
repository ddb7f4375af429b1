namespace Docket.Api;

/// <summary>Limits of the service. Each has a default that suits one machine.</summary>
public sealed record ApiOptions
{
    /// <summary>The largest body. 1 MiB.</summary>
    public const int BodyBytesMax = 1024 * 1024;

    /// <summary>How long a read with <c>min_seq</c> waits at most. Default 1 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a request may take in all; past that it is answered 503. Default 30 s.</summary>
    public TimeSpan RequestTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests under way at once; one more is answered 429 at once instead of waiting in a line. Default
    /// 4,096.</summary>
    public int RequestsMax { get; init; } = 4_096;
}
