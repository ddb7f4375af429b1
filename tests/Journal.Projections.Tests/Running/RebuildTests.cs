using Docket.Journal.Projections.Rows;
using Docket.Journal.Projections.Tests.Given;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Tests.Running;

public sealed class RebuildTests
{
    /// <summary>Only a view that is held up needs so long.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_rebuild_goes_on_beside_writes_and_reads_and_ends_equal()
    {
        using var scratch = new ScratchDirectory();
        await using var house = await TallyHouse.StartedAsync(scratch.Storage());
        for (var i = 0; i < 2_000; i++) await house.AppendAsync($"s{i % 50}", new Added(1));
        await house.LevelAsync();
        var before = house.View.Current;

        house.Host.StartRebuild("tally");
        var rebuilt = house.Host.WaitForRebuildAsync("tally", TallyHouse.Token);
        var written = 0;
        do
        {
            // Every read during the rebuild shows all that was written before it.
            var position = await house.AppendAsync("s0", new Added(1));
            written++;
            Assert.True(await house.View.Watermark.WaitForAsync(position, Timeout.InfiniteTimeSpan, TallyHouse.Token));
            Assert.Equal(40 + written, house.SumOf("s0"));
            Assert.Equal(2_000 + written, house.GrandTotal);
        }
        while (!rebuilt.IsCompleted);

        Assert.NotSame(before, house.View.Current);
        var progress = house.Host.RebuildOf("tally")!;
        Assert.Equal((RebuildStage.Swapped, false), (progress.Stage, progress.Differs));
        Assert.Equal(40 + written, house.SumOf("s0"));
        await house.DisposeAsync();

        await using var again = await TallyHouse.StartedAsync(scratch.Storage(), house.Journal);
        await again.LevelAsync();
        Assert.Empty(again.Projection.Applied);
        Assert.Equal(2_000 + written, again.GrandTotal);
    }

    [Fact]
    public async Task A_rebuild_that_stands_still_holds_up_neither_writes_nor_reads_and_is_not_swapped_in()
    {
        await using var house = await TallyHouse.StartedAsync();
        await house.AppendAsync("a", new Added(1));
        await house.LevelAsync();
        var before = house.View.Current;
        using var goOn = new ManualResetEventSlim();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        house.Projection.Applying = recorded =>
        {
            if (recorded.Position != Position.Start.Next) return; // the live view is past it: this is the shadow
            reached.TrySetResult();
            goOn.Wait(TallyHouse.Token);
        };
        house.Host.StartRebuild("tally");
        await reached.Task;

        try
        {
            for (var written = 1; written <= 100; written++)
            {
                var position = await house.AppendAsync("a", new Added(1));
                Assert.True(await house.View.Watermark.WaitForAsync(position, LongEnough, TallyHouse.Token));
                Assert.Equal(1 + written, house.SumOf("a"));
            }

            Assert.Same(before, house.View.Current);
        }
        finally
        {
            goOn.Set();
        }

        await house.Host.WaitForRebuildAsync("tally", TallyHouse.Token);
        Assert.Equal((RebuildStage.Swapped, false),
            (house.Host.RebuildOf("tally")!.Stage, house.Host.RebuildOf("tally")!.Differs));
        Assert.NotSame(before, house.View.Current);
        Assert.Equal(101, house.SumOf("a"));
    }

    [Fact]
    public async Task A_view_that_was_wrong_is_right_afterwards_and_it_is_said()
    {
        await using var house = await TallyHouse.StartedAsync();
        house.Projection.Slip = 1;
        await house.AppendAsync("a", new Added(1));
        await house.LevelAsync();
        Assert.Equal(2, house.SumOf("a"));

        house.Projection.Slip = 0;
        house.Host.StartRebuild("tally");
        await house.Host.WaitForRebuildAsync("tally", TallyHouse.Token);
        var progress = house.Host.RebuildOf("tally")!;
        Assert.Equal((RebuildStage.Swapped, true, 1L), (progress.Stage, progress.Differs, house.SumOf("a")));
        Assert.StartsWith("DIFFERENT", progress.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_former_generation_can_serve_again_and_catches_up_first()
    {
        using var scratch = new ScratchDirectory();
        await using var house = await TallyHouse.StartedAsync(scratch.Storage());
        await house.AppendAsync("a", new Added(1));
        await house.LevelAsync();
        Assert.False(house.Host.StartGoingBack("tally"));
        var original = house.View.Current;
        house.Host.StartRebuild("tally");
        await house.Host.WaitForRebuildAsync("tally", TallyHouse.Token);
        await house.AppendAsync("a", new Added(2));
        await house.LevelAsync();

        Assert.True(house.Host.StartGoingBack("tally"));
        await house.Host.WaitForRebuildAsync("tally", TallyHouse.Token);
        Assert.Same(original, house.View.Current);
        Assert.Equal((3, house.Store.Head), (house.SumOf("a"), house.View.Current.Checkpoint));
        await house.DisposeAsync();

        await using var again = await TallyHouse.StartedAsync(scratch.Storage(), house.Journal);
        await again.LevelAsync();
        Assert.Equal(3, again.SumOf("a"));
        Assert.Empty(again.Projection.Applied);
    }

    [Fact]
    public async Task Rebuilding_again_and_again_keeps_two_generations_and_no_more()
    {
        using var scratch = new ScratchDirectory();
        await using var house = await TallyHouse.StartedAsync(scratch.Storage());
        await house.AppendAsync("a", new Added(1));
        for (var i = 0; i < 4; i++)
        {
            house.Host.StartRebuild("tally");
            await house.Host.WaitForRebuildAsync("tally", TallyHouse.Token);
            Assert.Equal(RebuildStage.Swapped, house.Host.RebuildOf("tally")!.Stage);
        }

        Assert.Equal(2, Directory.GetDirectories(Path.Combine(scratch.Path, "tally")).Length);
        Assert.Equal(1, house.SumOf("a"));
    }

    [Fact]
    public async Task A_rebuild_cut_short_leaves_the_view_as_it_was()
    {
        using var scratch = new ScratchDirectory();
        await using var house = await TallyHouse.StartedAsync(scratch.Storage());
        await house.AppendAsync("a", new Added(1));
        await house.LevelAsync();

        // As a kill leaves it: the shadow is there, and the pointer does not know it.
        house.Storage.Create("tally", 1).Dispose();
        await house.DisposeAsync();
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(scratch.Path, "tally")).Length);
        await using var again = await TallyHouse.StartedAsync(scratch.Storage(), house.Journal);
        await again.LevelAsync();
        Assert.Single(Directory.GetDirectories(Path.Combine(scratch.Path, "tally")));
        Assert.Equal(1, again.SumOf("a"));
        Assert.Empty(again.Projection.Applied);
    }

    [Fact]
    public async Task Checking_names_the_rows_that_are_not_what_the_journal_says()
    {
        using var scratch = new ScratchDirectory();
        await using var house = await TallyHouse.StartedAsync(scratch.Storage());
        await house.AppendAsync("a", new Added(1));
        await house.AppendAsync("b", new Added(2));
        await house.AppendAsync("c", new Odd(2));
        await house.LevelAsync();
        Assert.True(Assert.Single(await house.Host.VerifyAsync(10, TallyHouse.Token)).IsEqual);

        Spoil(house.View.Current.Stored, "b");
        Spoil(house.View.Current.Stored, "nobody");
        var finding = Assert.Single(await house.Host.VerifyAsync(10, TallyHouse.Token));
        Assert.False(finding.IsEqual);
        Assert.Equal(["b", "nobody"], finding.Differing);
        Assert.Equal((3, 2), (finding.Rows, finding.RowsExpected));
    }

    private static void Spoil(IRowStore rows, string key)
    {
        var batch = new RowBatch();
        var keyBytes = new System.Buffers.ArrayBufferWriter<byte>();
        var rowBytes = new System.Buffers.ArrayBufferWriter<byte>();
        new TallyCodec().WriteKey(key, new RowWriter(keyBytes));
        new TallyCodec().WriteRow(key, new Tally(-1, 1), new RowWriter(rowBytes));
        batch.Put(keyBytes.WrittenSpan, rowBytes.WrittenSpan);
        batch.State = rows.State with { Parking = null, Hash = rows.State.Hash + 1 };
        rows.Commit(batch);
    }
}
