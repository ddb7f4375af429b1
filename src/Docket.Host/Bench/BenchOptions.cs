using Docket.Host.Output;

namespace Docket.Host.Bench;

/// <summary>How much is measured.</summary>
internal sealed record BenchOptions(TimeSpan Time, string? Only, int Events, int Connections, int Instances)
{
    private static readonly string[] Parts = ["append", "replay", "lag", "http", "checkout", "waiting"];

    public static BenchOptions Of(double seconds, string? only, int events, int connections, int instances)
    {
        if (seconds is not (> 0 and <= 600)) throw new UsageException("--seconds wants a number above 0, at most 600.");
        if (events is < 1_000 or > 100_000_000) throw new UsageException(
            "--events wants a number from 1,000 to 100,000,000.");
        if (connections is < 1 or > 4_000) throw new UsageException("--connections wants a number from 1 to 4,000.");
        if (instances is < 1_000 or > 10_000_000)
            throw new UsageException("--instances wants a number from 1,000 to 10,000,000.");
        if (only is not null && !Parts.Contains(only))
            throw new UsageException($"--only wants one of {string.Join(", ", Parts)}.");
        return new BenchOptions(TimeSpan.FromSeconds(seconds), only, events, connections, instances);
    }

    /// <summary>Only where it is asked for by name: it takes minutes.</summary>
    public bool WantsWaiting => Only == "waiting";

    public bool Wants(string part) => Only is null || Only == part;
}
