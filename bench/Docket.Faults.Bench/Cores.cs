using System.Diagnostics;
using System.Globalization;
using Docket.Engines.Tests.Given;

namespace Docket.Faults.Bench;

/// <summary>Keeps processes to a core, as if each core were a machine.</summary>
internal static class Cores
{
    /// <summary>The journal's database server.</summary>
    public static async Task<IReadOnlyList<int>> PostgresAsync(EngineHouse house)
    {
        var first = (string)(await house.Postgres.ExecuteAsync("postgres", "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"))!;
        var server = int.Parse(first, CultureInfo.InvariantCulture);
        return [server, .. Children(server)];
    }

    /// <summary>Processes that this one has started, in their order.</summary>
    public static IReadOnlyList<int> Children(int parent)
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-o", "pid=", "--ppid", $"{parent}"])
        {
            RedirectStandardOutput = true,
        })!;
        return [.. ps.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Where(pid => pid != ps.Id)];
    }

    public static async Task PinAsync(string core, IEnumerable<int> processes)
    {
        foreach (var process in processes)
        {
            using var taskset = Process.Start(new ProcessStartInfo("taskset", ["-acp", core, $"{process}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            await taskset.WaitForExitAsync();
        }
    }
}
