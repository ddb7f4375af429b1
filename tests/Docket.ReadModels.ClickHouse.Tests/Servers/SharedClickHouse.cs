using Docket.ReadModels.ClickHouse.Tests.Servers;

[assembly: AssemblyFixture(typeof(SharedClickHouse))]

namespace Docket.ReadModels.ClickHouse.Tests.Servers;

/// <summary>One server for all tests that do not break it; each test has a database of its own on it.</summary>
public sealed class SharedClickHouse : IAsyncLifetime
{
    private ClickHouseServer? _server;

    /// <summary>Skips the test where ClickHouse is not installed.</summary>
    public ClickHouseServer Server
    {
        get
        {
            ClickHouseInstallation.Require();
            return _server!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (ClickHouseInstallation.Program is not null) _server = await ClickHouseServer.StartNewAsync();
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
