namespace Docket.ReadModels.ClickHouse.Tests.Servers;

/// <summary>The ClickHouse server of this machine. It refuses root, so root runs it as the user
/// <c>clickhouse</c>.</summary>
internal static class ClickHouseInstallation
{
    /// <summary>The program; null where ClickHouse is not installed.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Append("/usr/sbin").Select(directory => Path.Combine(directory, "clickhouse-server")).FirstOrDefault(File.Exists);

    /// <summary>Skips the test where there is no ClickHouse, unless this is CI, where nothing may be missing.</summary>
    public static void Require()
    {
        if (Program is not null) return;
        const string Missing = "ClickHouse is not installed here: eng/install-engines installs it (Debian, as root).";
        if (Environment.GetEnvironmentVariable("DOCKET_CI") is { Length: > 0 }) Assert.Fail(Missing);
        Assert.Skip(Missing);
    }
}
