using Docket.Host.Tests.Running;
using Docket.Journal.Postgres.Tests.Servers;
using Npgsql;

namespace Docket.Host.Tests.Postgres;

/// <summary>A database of a test's own, and directories for the views of those who use it.</summary>
internal sealed class PostgresDatabase : IDisposable
{
    private readonly TemporaryDirectory _views = new();

    private PostgresDatabase(string connection) => Connection = connection;

    public string Connection { get; }

    /// <summary>Who logs in.</summary>
    public string User => new NpgsqlConnectionStringBuilder(Connection).Username!;

    /// <summary>An empty database, or one that <c>docket db migrate</c> was run on.</summary>
    public static async Task<PostgresDatabase> NewAsync(PostgresServer server, bool migrated = true)
    {
        var database = new PostgresDatabase(server.ConnectionString(await server.CreateDatabaseAsync()));
        if (migrated) Assert.Equal(0, (await database.RunAsync("db", "migrate")).ExitCode);
        return database;
    }

    public Task<RunningService> ServeAsync((string Name, string Value)[] environment, string views) =>
        RunningService.StartInAsync(environment, _views[views], "--postgres", Connection);

    public Task<RunningService> ServeAsync(string views, params string[] options) =>
        RunningService.StartAsync(_views[views], ["--postgres", Connection, .. options]);

    /// <summary>The same database, to be used by a new member of a role or two and by nobody else.</summary>
    public async Task<PostgresDatabase> AsAsync(PostgresServer server, string role, string? also = null)
    {
        var connection = new NpgsqlConnectionStringBuilder(Connection);
        connection.Username = $"{connection.Database}_{role}";
        await server.ExecuteAsync("postgres", $"create role {connection.Username} login in role {role}");
        if (also is not null) await server.ExecuteAsync("postgres", $"grant {also} to {connection.Username}");
        return new PostgresDatabase(connection.ConnectionString);
    }

    /// <summary>Runs some SQL in it.</summary>
    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Runs a verb with views of its own.</summary>
    public Task<Ended> RunAsync(params string[] verb) => RunAsync("verbs", verb);

    /// <summary>Runs a verb in a directory that may be a service's.</summary>
    public Task<Ended> RunAsync(string views, string[] verb) => DocketProcess.RunAsync([.. verb, .. Where(views)]);

    public string[] Where(string views = "verbs") => ["--postgres", Connection, "--data", _views[views]];

    /// <summary>The same database by another way, such as through a proxy.</summary>
    public PostgresDatabase Through(int port) =>
        new(new NpgsqlConnectionStringBuilder(Connection) { Port = port }.ConnectionString);

    /// <summary>Returns when the journal holds so many events.</summary>
    public async Task HasAsync(PostgresServer server, long events)
    {
        var name = new NpgsqlConnectionStringBuilder(Connection).Database!;
        while (await server.ExecuteAsync(name, "select coalesce(max(position), 0) from docket.events") is long head
            && head < events)
        {
        }
    }

    public void Dispose() => _views.Dispose();
}
