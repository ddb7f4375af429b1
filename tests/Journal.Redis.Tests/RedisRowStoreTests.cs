using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis.Connecting;
using Docket.Journal.Redis.Tests.Given;
using Docket.Journal.Redis.Views;
using Docket.Journal.Store;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using static Docket.Journal.Projections.Tests.Rows.RowStoreSpec;

namespace Docket.Journal.Redis.Tests;

/// <summary>What every row store promises, in Redis; and who may write there.</summary>
public sealed class RedisRowStoreTests(SharedRedis shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_in_Redis_are_what_was_put_last_also_when_opened_again()
    {
        await using var storage = await OwnedAsync(shared.NewPrefix());
        Prop.ForAll<(byte Key, byte[]? Row)[][]>(batches =>
        {
            var rows = storage.Create(HexLayout.Name, 1);
            storage.Serve(HexLayout.Name, rows);
            var again = HoldsWhatWasPut(rows, batches) ? storage.Open(HexLayout.Name, 1).Rows! : null;
            return again is not null && Matches(again, Model(batches)) && again.State.Checkpoint.Value == batches.Length;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public async Task What_a_page_says_of_the_view_comes_back_with_its_rows()
    {
        await using var storage = await OwnedAsync(shared.NewPrefix());
        var rows = Served(storage);
        rows.Commit(With(Batch(1, (1, [1])), new RowStoreState(new Position(7), 1, UInt128.MaxValue - 5, [9, 0, 9])));
        rows.Commit(With(Batch(1, (2, [2])), new RowStoreState(new Position(long.MaxValue), 2, 3, null)));

        var state = storage.Open(HexLayout.Name, 1).Rows!.State;

        Assert.Equal((new Position(long.MaxValue), 2L, (UInt128)3), (state.Checkpoint, state.Rows, state.Hash));
        Assert.Equal([9, 0, 9], state.Parking!);
    }

    [Fact]
    public async Task A_former_owners_page_is_refused_and_changes_nothing()
    {
        var prefix = shared.NewPrefix();
        await using var former = await OwnedAsync(prefix);
        var stale = Served(former);
        stale.Commit(Batch(1, (1, [1])));
        await EndLeaseAsync(prefix);
        await using var next = await OwnedAsync(prefix);
        var rows = next.Open(HexLayout.Name, 1).Rows!;

        var small = Assert.Throws<ViewStorageException>(() => stale.Commit(Batch(2, (1, [2]))));
        var large = Assert.Throws<ViewStorageException>(() => stale.Commit(Batch(2, Many(9))));
        Assert.Contains("STALE", small.Message, StringComparison.Ordinal);
        Assert.Contains("STALE", large.Message, StringComparison.Ordinal);
        foreach (var order in new Action[]
        {
            () => former.Create(HexLayout.Name, 1), () => former.Serve(HexLayout.Name, stale), () => former.Discard(stale),
        })
            Assert.Throws<ViewStorageException>(order);

        Assert.Equal([1], rows.Read(Key(1))!);
        rows.Commit(Batch(2, (1, [3])));
        Assert.Equal([3], rows.Read(Key(1))!);
    }

    [Fact]
    public async Task A_page_that_does_not_follow_what_is_stored_is_refused()
    {
        await using var storage = await OwnedAsync(shared.NewPrefix());
        var rows = Served(storage);
        var late = storage.Open(HexLayout.Name, 1).Rows!;
        rows.Commit(Batch(1, (1, [1])));

        // As an owner that thought its page lost, and it was not.
        var refusal = Assert.Throws<ViewStorageException>(() => late.Commit(Batch(1, (1, [2]))));

        Assert.Contains("MOVED", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([1], rows.Read(Key(1))!);
    }

    [Fact]
    public async Task Rows_laid_ready_for_a_page_that_never_came_count_for_nothing()
    {
        var prefix = shared.NewPrefix();
        await using var storage = await OwnedAsync(prefix);
        var rows = Served(storage);
        rows.Commit(Batch(1, Many(9)));
        await LayReadyAsync(prefix, "former/1", Many(3, 77));

        var again = storage.Open(HexLayout.Name, 1).Rows!;

        Assert.True(Matches(again, Model([Many(9)])));
        again.Commit(Batch(2, Many(12, 5)));
        Assert.True(Matches(again, Model([Many(9), Many(12, 5)])));
    }

    [Fact]
    public async Task A_page_of_which_something_laid_ready_was_lost_is_refused_whole()
    {
        var prefix = shared.NewPrefix();
        await using var storage = await OwnedAsync(prefix);
        var rows = Served(storage);
        rows.Commit(Batch(1, Many(2)));
        await LayReadyAsync(prefix, "mine/1", Many(3, 77));
        var before = rows.State;

        // Redis came back without the second script: it counts fewer rows than the page has.
        var refusal = await Assert.ThrowsAsync<StackExchange.Redis.RedisServerException>(() => CommitAsync(
            prefix, before, "mine/1", staged: 5, Many(5, 77)));

        Assert.Contains("MOVED", refusal.Message, StringComparison.Ordinal);
        Assert.True(Matches(storage.Open(HexLayout.Name, 1).Rows!, Model([Many(2)])));
    }

    internal static (byte Key, byte[]? Row)[] Many(int rows, byte value = 1) =>
        [.. Enumerable.Range(0, rows).Select(key => ((byte)key, (byte[]?)[(byte)key, value]))];

    private static RowBatch With(RowBatch batch, RowStoreState state)
    {
        batch.State = state;
        return batch;
    }

    private static IRowStore Served(RedisViewStorage storage)
    {
        var rows = storage.Create(HexLayout.Name, 1);
        storage.Serve(HexLayout.Name, rows);
        return rows;
    }

    private async Task<RedisViewStorage> OwnedAsync(string prefix)
    {
        var storage = TallyProcess.NewStorage(
            TallyProcess.Options(shared.Server, prefix) with { LeaseTime = TimeSpan.FromHours(1) });
        Assert.NotNull(await storage.TryOwnAsync(HexLayout.Name, Token));
        return storage;
    }

    private Task<StackExchange.Redis.RedisResult> EndLeaseAsync(string prefix) =>
        shared.Server.ExecuteAsync("HSET", $"{prefix}:lease:view/{HexLayout.Name}", "until", "0");

    private async Task LayReadyAsync(string prefix, string token, (byte Key, byte[]? Row)[] rows)
    {
        await using var server = new RedisServer(TallyProcess.Options(shared.Server, prefix), NullLogger.Instance);
        var layout = new HexLayout();
        await server.RunAsync(
            Scripts.StageRows, [$"{prefix}:lease:view/v", $"{prefix}:v:1"],
            [
                await EpochAsync(prefix), token,
                .. rows.SelectMany(row => new StackExchange.Redis.RedisValue[]
                {
                    layout.NameOf(Key(row.Key)), Packed(row.Row!),
                }),
            ]);
    }

    private static byte[] Packed(byte[] row)
    {
        using var fields = new HashFields();
        fields.Reset(row);
        return fields.ToPacked();
    }

    private async Task CommitAsync(
        string prefix, RowStoreState before, string token, int staged, (byte Key, byte[]? Row)[] rows)
    {
        await using var server = new RedisServer(TallyProcess.Options(shared.Server, prefix), NullLogger.Instance);
        var layout = new HexLayout();
        await server.RunAsync(
            Scripts.CommitPage,
            [$"{prefix}:lease:view/v", $"{prefix}:v", $"{prefix}:v:1", $"{prefix}:v:check", $"{prefix}:v:changes"],
            [
                await EpochAsync(prefix), 1, before.Checkpoint.Value, 2, 5, new string('0', 32), "", 0, "c", "v", "l", "s",
                token, staged,
                .. rows.SelectMany(row => new StackExchange.Redis.RedisValue[] { layout.NameOf(Key(row.Key)), "~", "-" }),
            ]);
    }

    private async Task<StackExchange.Redis.RedisValue> EpochAsync(string prefix) =>
        (StackExchange.Redis.RedisValue)await shared.Server.ExecuteAsync("HGET", $"{prefix}:lease:view/v", "epoch");
}
