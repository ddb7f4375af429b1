using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Docket.Journal.Postgres.Tests.Servers;

/// <summary>A throw-away server with its own directory and port, durable as in production (fsync on).</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int StartTriesMax = 200;
    private static int _databases;
    private readonly string _directory;
    private readonly string _files;

    private PostgresServer(string directory, int port)
    {
        (_directory, Port) = (directory, port);
        _files = Path.Combine(directory, "files");
    }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    private string LogFile => Path.Combine(_directory, "log");

    /// <summary>Makes and starts one; of two settings of one name the later one counts.</summary>
    public static async Task<PostgresServer> StartNewAsync(params string[] settings)
    {
        var server = NewDirectory();
        await PostgresInstallation.RunAsync(
            server._directory, "initdb", "-D", server._files, "-U", "postgres", "-A", "trust", "--encoding=UTF8",
            "--locale=C.UTF-8", "--no-sync", "-k");
        await server.ConfigureAsync(
        [
            "wal_level=logical", "max_wal_senders=20", "max_replication_slots=40", "max_connections=1000", .. settings,
        ]);
        await server.StartAsync();
        return server;
    }

    /// <summary>Makes and starts a streaming standby of this one.</summary>
    public async Task<PostgresServer> StartStandbyAsync()
    {
        var standby = NewDirectory();
        await PostgresInstallation.RunAsync(
            standby._directory, "pg_basebackup", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres",
            "-D", standby._files, "-R", "-X", "stream", "-c", "fast", "--no-sync");
        await standby.ConfigureAsync();
        await standby.StartAsync();
        return standby;
    }

    /// <summary>The way to one of its databases.</summary>
    public string ConnectionString(string database, int? port = null, string user = "postgres") =>
        $"Host=127.0.0.1;Port={port ?? Port};Username={user};Database={database};"
        + "Include Error Detail=true;Maximum Pool Size=20";

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"d{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync("postgres", $"create database {name}");
        return name;
    }

    /// <summary>Runs some SQL on a session of its own.</summary>
    public async Task<object?> ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(CancellationToken.None);
    }

    /// <summary>Ends the server with kill -9: no warning, no shutdown; its sessions die when they notice.</summary>
    public async Task KillAsync()
    {
        var sessions = (int[])(await ExecuteAsync("postgres", "select array_agg(pid) from pg_stat_activity"))!;
        using var postmaster = Process.GetProcessById(ProcessId());
        postmaster.Kill();
        await postmaster.WaitForExitAsync(CancellationToken.None);
        foreach (var session in sessions) await EndAsync(session);
    }

    /// <summary>
    /// Starts it. The processes of a killed one may take a moment to notice, and hold its memory until then.
    /// </summary>
    public async Task StartAsync()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await PostgresInstallation.RunAsync(
                    _directory, "pg_ctl", "-D", _files, "-l", LogFile, "-w", "-t", "60", "start");
                return;
            }
            catch (InvalidOperationException) when (tries < StartTriesMax)
            {
            }
        }
    }

    /// <summary>Stops it and removes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        await PostgresInstallation.RunAsync(_directory, "pg_ctl", "-D", _files, "-m", "immediate", "-w", "stop");
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task EndAsync(int process)
    {
        try
        {
            using var session = Process.GetProcessById(process);
            await session.WaitForExitAsync(CancellationToken.None);
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }

    private static PostgresServer NewDirectory()
    {
        var directory = Directory.CreateTempSubdirectory("docket-postgres-").FullName;
        if (Environment.IsPrivilegedProcess) Process.Start("chown", ["postgres", directory]).WaitForExit();
        return new PostgresServer(directory, FreePort());
    }

    private Task ConfigureAsync(params string[] settings) => File.AppendAllLinesAsync(
        Path.Combine(_files, "postgresql.conf"),
        [
            $"port={Port}", "listen_addresses='127.0.0.1'", $"unix_socket_directories='{_directory}'",
            "shared_buffers=128MB", "recovery_init_sync_method=syncfs",
            .. settings,
        ],
        CancellationToken.None);

    private int ProcessId() => int.Parse(
        File.ReadLines(Path.Combine(_files, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>
    /// Below the range that outgoing connections are given, so that nobody takes it between now and the start.
    /// </summary>
    private static int FreePort()
    {
        for (var port = 20_000 + (Environment.ProcessId % 10_000); ; port++)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
            }
        }
    }
}
