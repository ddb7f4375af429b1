using Docket.Journal.Postgres.Tests.Servers;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Docket.Journal.Postgres.Tests.Servers;

/// <summary>One server for all tests that do not break it; each test has a database of its own on it.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private PostgresServer? _server;

    /// <summary>Skips the test where PostgreSQL is not installed.</summary>
    public PostgresServer Server
    {
        get
        {
            PostgresInstallation.Require();
            return _server!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (PostgresInstallation.Programs is not null) _server = await PostgresServer.StartNewAsync();
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
