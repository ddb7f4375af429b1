namespace Docket.Journal.Redis.Tests.Servers;

/// <summary>The Redis of this machine.</summary>
internal static class RedisInstallation
{
    /// <summary>The program; null where Redis is not installed.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(directory => Path.Combine(directory, "redis-server"))
        .FirstOrDefault(File.Exists);

    /// <summary>Skips the test where there is no Redis, unless this is CI, where nothing may be missing.</summary>
    public static void Require()
    {
        if (Program is not null) return;
        const string Missing = "Redis is not installed here: eng/install-engines installs it (Debian, as root).";
        if (Environment.GetEnvironmentVariable("DOCKET_CI") is { Length: > 0 }) Assert.Fail(Missing);
        Assert.Skip(Missing);
    }
}
