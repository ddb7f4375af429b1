using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Tests.Servers;

/// <summary>A throw-away server with its own directory and port, with its log as in production (flushed every
/// second).</summary>
public sealed class OwnRedis : IAsyncDisposable
{
    private static int _ports;
    private readonly string _directory = Directory.CreateTempSubdirectory("docket-redis-").FullName;
    private readonly string _fsync;
    private Process? _process;
    private ConnectionMultiplexer? _connection;

    private OwnRedis(string fsync) => _fsync = fsync;

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; } = FreePort();

    /// <summary>The way to it.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Its log of writes: in parts, of which the last grows.</summary>
    public string Log => Directory.GetFiles(Path.Combine(_directory, "appendonlydir"), "*.incr.aof").Single();

    public static async Task<OwnRedis> StartNewAsync(string fsync = "everysec")
    {
        var server = new OwnRedis(fsync);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it on what its files hold, and waits until it has read them.</summary>
    public async Task StartAsync()
    {
        string[] arguments =
        [
            "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _directory, "--appendonly", "yes",
            "--appendfsync", _fsync, "--save", "", "--hash-max-listpack-value", "4096", "--logfile", "log",
        ];
        _process = Process.Start(new ProcessStartInfo(RedisInstallation.Program!, arguments))!;
        _connection = await ConnectionMultiplexer.ConnectAsync(
            $"{Address},abortConnect=false,connectRetry=100,connectTimeout=200,syncTimeout=30000,allowAdmin=true");
        while (!await IsReadyAsync(_connection.GetDatabase())) await Task.Yield();
    }

    /// <summary>Runs a command on a connection of the tests' own.</summary>
    public Task<RedisResult> ExecuteAsync(string command, params object[] arguments) =>
        _connection!.GetDatabase().ExecuteAsync(command, arguments);

    /// <summary>Ends it with kill -9: no warning, no shutdown.</summary>
    public async Task KillAsync()
    {
        _connection!.Dispose();
        _process!.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Stops it and removes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await KillAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<bool> IsReadyAsync(IDatabase database)
    {
        try
        {
            return !(await database.ExecuteAsync("PING")).IsNull;
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            return false; // It starts, or reads its log.
        }
    }

    /// <summary>Below the range that outgoing connections are given, and not one that this process gave
    /// before.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = 12_000 + ((Environment.ProcessId + (Interlocked.Increment(ref _ports) * 97)) % 8_000);
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
