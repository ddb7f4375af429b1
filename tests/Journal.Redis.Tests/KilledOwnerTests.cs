using System.Diagnostics;
using System.Globalization;
using Docket.Journal.InMemory;
using Docket.Journal.Redis.Tests.Given;

namespace Docket.Journal.Redis.Tests;

/// <summary>A process that applies events is ended with kill -9, again and again; whoever comes next goes on from
/// what it left.</summary>
public sealed class KilledOwnerTests
{
    private const string Prefix = "docket";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(5)]
    [InlineData(1_000)]
    public async Task An_owner_killed_in_the_middle_of_pages_loses_nothing_and_doubles_nothing(int rowsPerScript)
    {
        RedisInstallation.Require();
        await using var server = await OwnRedis.StartNewAsync();
        var kills = 0;
        for (var scripts = 10; await CutOffAsync(server, rowsPerScript, scripts); scripts += 12) kills++;

        // Of a run that was never killed no page would have been cut off.
        Assert.True(kills > 3, $"{kills} kills before the view was level");
        var journal = new MemoryJournal();
        await using (var filling = new TallyHouse(journal: journal)) await SameJournal.FillAsync(filling.Store, Token);
        await using var last = await TallyProcess.StartAsync(TallyProcess.Options(server, Prefix), journal);
        await last.IsRightAsync();
        Assert.Equal(Expected(), last.House.GrandTotal);
    }

    /// <summary>Runs an owner until Redis has run so many more scripts, then kills it; false where it was level
    /// before.</summary>
    private static async Task<bool> CutOffAsync(OwnRedis server, int rowsPerScript, int scripts)
    {
        using var owner = Process.Start(new ProcessStartInfo("dotnet", [
            Program, server.Address, Prefix, rowsPerScript.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("begun", await owner.StandardOutput.ReadLineAsync(Token));
        var level = owner.StandardOutput.ReadLineAsync(Token).AsTask();
        var from = await ScriptsAsync(server);
        while (!level.IsCompleted && await ScriptsAsync(server) < from + scripts) await Task.Yield();
        owner.Kill();
        await owner.WaitForExitAsync(Token);
        return await level is null;
    }

    private static string Program => Path.Combine(
        AppContext.BaseDirectory.Replace("Journal.Redis.Tests", "Journal.Redis.KilledOwner", StringComparison.Ordinal),
        "Docket.Journal.Redis.KilledOwner.dll");

    private static async Task<long> ScriptsAsync(OwnRedis server)
    {
        var said = (string)(await server.ExecuteAsync("INFO", "commandstats"))!;
        const string field = "cmdstat_evalsha:calls=";
        var at = said.IndexOf(field, StringComparison.Ordinal) + field.Length;
        return long.Parse(said.AsSpan(at, said.IndexOf(',', at) - at), CultureInfo.InvariantCulture);
    }

    private static long Expected() => Enumerable.Range(0, SameJournal.Appends)
        .Sum(i => Enumerable.Range(0, 1 + (i % 3)).Sum(part => (long)i + part));
}
