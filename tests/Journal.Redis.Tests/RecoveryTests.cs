using Docket.Journal.InMemory;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis.Tests.Given;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Tests;

/// <summary>Redis is flushed, killed, and loses what it had not flushed: the view goes on from what is left.</summary>
public sealed class RecoveryTests
{
    private const string Prefix = "docket";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flushed_Redis_is_noticed_without_any_news_and_the_view_is_made_again()
    {
        RedisInstallation.Require();
        await using var server = await OwnRedis.StartNewAsync();
        await using var process = await TallyProcess.StartAsync(TallyProcess.Options(server, Prefix));
        for (var i = 0; i < 60; i++) await process.House.AppendAsync($"s{i % 7}", new Added(i));
        await process.IsRightAsync();

        await server.ExecuteAsync("FLUSHALL");

        await IsKeptAgainAsync(process);
        await process.IsRightAsync();
        await process.House.AppendAsync("s1", new Added(1));
        await process.IsRightAsync();
    }

    [Fact]
    public async Task A_Redis_killed_and_started_again_under_load_loses_nothing_and_doubles_nothing()
    {
        RedisInstallation.Require();
        await using var server = await OwnRedis.StartNewAsync();
        await using var process = await TallyProcess.StartAsync(TallyProcess.Options(server, Prefix));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writing = WriteAsync(process.House, enough.Token);
        for (var round = 0; round < 3; round++)
        {
            var from = process.House.View.Watermark.Position;
            await process.House.View.Watermark.WaitForAsync(new(from.Value + 40), Timeout.InfiniteTimeSpan, Token);
            await server.KillAsync();
            await server.StartAsync();
        }

        await enough.CancelAsync();
        var sum = await writing;
        await IsKeptAgainAsync(process);
        await process.IsRightAsync();
        Assert.Equal(sum, process.House.GrandTotal);
    }

    [Fact]
    public async Task A_log_cut_off_anywhere_leaves_rows_and_checkpoint_that_belong_together()
    {
        RedisInstallation.Require();
        await using var server = await OwnRedis.StartNewAsync();
        var journal = new MemoryJournal();
        await using (var process = await TallyProcess.StartAsync(TallyProcess.Options(server, Prefix), journal))
        {
            for (var i = 0; i < 80; i++) await process.House.AppendAsync($"s{i % 11}", [.. Enumerable.Repeat(new Added(i), 5)]);
            await process.IsRightAsync();
        }

        await server.KillAsync();
        var whole = await File.ReadAllBytesAsync(server.Log, Token);
        var chance = new Random(7);
        for (var cut = 0; cut < 15; cut++)
        {
            await File.WriteAllBytesAsync(server.Log, whole[..chance.Next(whole.Length / 20, whole.Length)], Token);
            await server.StartAsync();
            await BelongTogetherAsync(server);
            await using (var process = await TallyProcess.StartAsync(TallyProcess.Options(server, Prefix), journal))
                await process.IsRightAsync();
            await server.KillAsync();
        }
    }

    [Fact]
    public async Task A_process_that_saw_more_than_Redis_still_has_goes_back_to_what_is_there()
    {
        RedisInstallation.Require();
        await using var server = await OwnRedis.StartNewAsync();
        await using var process = await TallyProcess.StartAsync(TallyProcess.Options(server, Prefix));
        for (var i = 0; i < 30; i++) await process.House.AppendAsync($"s{i % 5}", new Added(i));
        await process.IsRightAsync();
        await server.KillAsync();
        var whole = await File.ReadAllBytesAsync(server.Log, Token);

        // The last second is lost, while this process has its pages acknowledged, and nothing more to write.
        await File.WriteAllBytesAsync(server.Log, whole[..(whole.Length / 2)], Token);
        await server.StartAsync();

        await IsKeptAgainAsync(process);
        await process.IsRightAsync();
    }

    [Fact]
    public async Task A_view_that_has_seen_more_than_its_restored_journal_holds_is_made_again()
    {
        RedisInstallation.Require();
        await using var server = await OwnRedis.StartNewAsync();
        await using (var process = await TallyProcess.StartAsync(TallyProcess.Options(server, Prefix)))
        {
            for (var i = 0; i < 30; i++) await process.House.AppendAsync($"s{i % 5}", new Added(i));
            await process.IsRightAsync();
        }

        var restored = new MemoryJournal();
        await using (var writer = new TallyHouse(journal: restored)) await writer.AppendAsync("s1", new Added(5));
        await using var again = await TallyProcess.StartAsync(TallyProcess.Options(server, Prefix), restored);

        await again.IsRightAsync();
        Assert.Equal(5, again.House.GrandTotal);
    }

    private static async Task<long> WriteAsync(TallyHouse house, CancellationToken enough)
    {
        var sum = 0L;
        for (var i = 1; !enough.IsCancellationRequested; i++)
        {
            await house.AppendAsync($"s{i % 13}", new Added(i), new Added(1));
            sum += i + 1;
            await Task.Yield();
        }

        return sum;
    }

    /// <summary>Waits until what is kept is level with the journal, whatever this process believes.</summary>
    private static async Task IsKeptAgainAsync(TallyProcess process)
    {
        while (await process.House.Host.VerifyAsync(1, Token) is not [{ } finding] || finding.At < process.House.Store.Head)
            await Task.Yield();
    }

    private static async Task BelongTogetherAsync(OwnRedis server)
    {
        // The log may end in the middle of a check, of which nothing else is left.
        await server.ExecuteAsync("DEL", $"{Prefix}:tally:check");
        await using var storage = TallyProcess.NewStorage(TallyProcess.Options(server, Prefix));
        using var kept = storage.OpenToCheck("tally", 1);
        if (kept is null) return;
        var (rows, hash) = (0L, UInt128.Zero);
        kept.Scan((key, row) => (rows, hash) = (rows + 1, hash + RowHash.Of(key, row)));
        Assert.Equal((kept.State.Rows, kept.State.Hash), (rows, hash));
    }
}
