using Docket.Journal.Redis.Tests.Servers;

[assembly: AssemblyFixture(typeof(SharedRedis))]

namespace Docket.Journal.Redis.Tests.Servers;

/// <summary>One server for all tests that do not break it; each test has a prefix of its own on it.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    private int _prefixes;
    private OwnRedis? _server;

    /// <summary>Skips the test where Redis is not installed.</summary>
    public OwnRedis Server
    {
        get
        {
            RedisInstallation.Require();
            return _server!;
        }
    }

    public string NewPrefix() => $"t[{Interlocked.Increment(ref _prefixes)}]*";

    public async ValueTask InitializeAsync()
    {
        if (RedisInstallation.Program is not null) _server = await OwnRedis.StartNewAsync();
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
