namespace Docket.Journal.Postgres.Tests.Servers;

/// <summary>A primary with a streaming standby. A pair of its own: a base backup copies every database of a server.</summary>
public sealed class ReplicatedServer : IAsyncLifetime
{
    private PostgresServer? _primary;
    private PostgresServer? _standby;

    /// <summary>Skips the test where PostgreSQL is not installed.</summary>
    public PostgresServer Primary
    {
        get
        {
            PostgresInstallation.Require();
            return _primary!;
        }
    }

    public PostgresServer Standby => _standby!;

    public async ValueTask InitializeAsync()
    {
        if (PostgresInstallation.Programs is null) return;
        _primary = await PostgresServer.StartNewAsync();
        _standby = await _primary.StartStandbyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_standby is not null) await _standby.DisposeAsync();
        if (_primary is not null) await _primary.DisposeAsync();
    }
}
