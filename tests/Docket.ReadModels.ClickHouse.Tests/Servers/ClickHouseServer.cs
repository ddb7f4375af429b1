using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Docket.ReadModels.ClickHouse.Tests.Servers;

/// <summary>A throw-away server with its own directory and ports.</summary>
public sealed class ClickHouseServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http = new();
    private readonly string _directory;
    private Process? _process;

    private ClickHouseServer(string directory, int port) =>
        (_directory, Address) = (directory, new Uri($"http://127.0.0.1:{port}"));

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Makes and starts one.</summary>
    /// <param name="mergeTree">Settings of its tables, as in its configuration.</param>
    public static async Task<ClickHouseServer> StartNewAsync(string mergeTree = "")
    {
        var directory = Directory.CreateTempSubdirectory("docket-clickhouse-").FullName;
        var ports = FreePorts(3);
        await File.WriteAllTextAsync(Path.Combine(directory, "users.xml"), Users);
        await File.WriteAllTextAsync(Path.Combine(directory, "config.xml"), Configuration(directory, ports, mergeTree));
        if (Environment.IsPrivilegedProcess)
            await Process.Start("chown", ["-R", "clickhouse", directory]).WaitForExitAsync();
        var server = new ClickHouseServer(directory, ports[0]);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it, or starts it again, and returns when it answers.</summary>
    public async Task StartAsync()
    {
        string[] command = [ClickHouseInstallation.Program!, $"--config-file={_directory}/config.xml"];
        if (Environment.IsPrivilegedProcess) command = ["setpriv", "--reuid=clickhouse", "--clear-groups", .. command];
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = _directory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        var since = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync())
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(since) > StartTime)
                throw new InvalidOperationException($"ClickHouse does not start in {_directory}.");
        }
    }

    /// <summary>Ends it with kill -9.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Runs some SQL.</summary>
    /// <returns>The answer, tab-separated.</returns>
    public async Task<string> ExecuteAsync(string sql)
    {
        using var content = new StringContent(sql);
        using var response = await _http.PostAsync(new Uri(Address, "?wait_end_of_query=1"), content, CancellationToken.None);
        var said = await response.Content.ReadAsStringAsync(CancellationToken.None);
        return response.IsSuccessStatusCode ? said.TrimEnd('\n') : throw new InvalidOperationException(said);
    }

    /// <summary>Stops it and removes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process!.HasExited) await KillAsync();
        _process.Dispose();
        _http.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return await ExecuteAsync("select 1") == "1";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private const string Users =
        """
        <yandex><profiles><default/></profiles><quotas><default/></quotas><users><default><password></password>
        <networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users></yandex>
        """;

    private static string Configuration(string directory, int[] ports, string mergeTree) =>
        $"""
        <yandex><http_port>{ports[0]}</http_port><tcp_port>{ports[1]}</tcp_port>
        <interserver_http_port>{ports[2]}</interserver_http_port><listen_host>127.0.0.1</listen_host>
        <path>{directory}/data/</path><tmp_path>{directory}/tmp/</tmp_path><users_config>{directory}/users.xml</users_config>
        <default_profile>default</default_profile><default_database>default</default_database>
        <mark_cache_size>268435456</mark_cache_size><timezone>UTC</timezone><merge_tree>{mergeTree}</merge_tree>
        <logger><level>warning</level><log>{directory}/log</log></logger></yandex>
        """;

    /// <summary>Below the range that outgoing connections are given, so that nobody takes them between now and the
    /// start.</summary>
    private static int[] FreePorts(int count)
    {
        var found = new List<int>();
        for (var port = 20_000 + (Environment.ProcessId * 7 % 10_000); found.Count < count; port++)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                found.Add(port);
            }
            catch (SocketException)
            {
            }
        }

        return [.. found];
    }
}
