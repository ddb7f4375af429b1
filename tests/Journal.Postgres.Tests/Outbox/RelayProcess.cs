using System.Diagnostics;
using System.Globalization;
using Docket.Journal.Postgres.Outbox;

namespace Docket.Journal.Postgres.Tests.Outbox;

/// <summary>A relay in a process of its own.</summary>
internal sealed class RelayProcess : IDisposable
{
    private readonly Process _process;

    private RelayProcess(Process process) => _process = process;

    public static RelayProcess Start(
        string connection, string directory, RelayEngine engine, TimeSpan lease, string? stopAt = null, int batch = 0)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Docket.Journal.RelayProcess.dll"), connection, directory, $"{engine}",
            lease.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            .. stopAt is null ? Array.Empty<string>() : [stopAt, $"{batch}"],
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return new RelayProcess(Process.Start(start)!);
    }

    /// <summary>Reads on until it says something that begins in one of these ways.</summary>
    public async Task<string> HearAsync(params string[] beginnings)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (beginnings.Any(one => line.StartsWith(one, StringComparison.Ordinal))) return line;
        }

        throw new InvalidOperationException($"The relay ended before it said '{beginnings[0]}'.");
    }

    /// <summary>Lets a relay that stopped go on.</summary>
    public void GoOn()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
    }

    /// <summary>Stops the process where it is, as a long pause of the machine does.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }
}
