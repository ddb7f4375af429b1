using Docket.Journal.Spec;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Tests;

/// <summary>What happens when the disk fails while the store writes.</summary>
public sealed class WriteFaultTests : FaultTest
{
    [Fact]
    public async Task After_a_failed_flush_nothing_is_acknowledged_until_the_store_is_opened_again()
    {
        var store = Open();
        await AppendAsync(store, "s", "kept");
        Disk.FlushFails = true;
        var failure = await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(store, "s", "unknown"));
        Assert.Contains("restart", failure.Message, StringComparison.Ordinal);

        Disk.FlushFails = false;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(store, "s", "refused"));
        Assert.Equal(["kept"], await AllAsync(store));
        Assert.Equal(["kept"], await StreamAsync(store, "s"));
        Assert.Equal(new Position(1), store.Head);

        Disk = Disk.AfterKill();
        var reopened = Open();
        await AppendAsync(reopened, "s", "later");
        Assert.Equal(["kept", "unknown", "later"], await AllAsync(reopened));
    }

    [Fact]
    public async Task What_a_reopened_store_shows_is_on_the_disk_even_after_a_flush_that_lied()
    {
        await AppendAsync(Open(), "s", "kept");
        Disk.FlushFails = true;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(Open(), "s", "unknown"));

        // The system still shows the bytes of the failed flush to the next process, and calls them clean.
        Disk = Disk.AfterKill();
        var shown = await AllAsync(Open());
        for (var seed = 0; seed < 20; seed++)
        {
            var before = Disk;
            Disk = Disk.AfterPowerCut(new Random(seed));
            Assert.Equal(shown, await AllAsync(Open()));
            Disk = before;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200)]
    public async Task A_short_write_is_cut_back_and_writing_goes_on(int written)
    {
        var store = Open();
        await AppendAsync(store, "s", "1");
        Disk.NextWriteStopsAfter = written;
        var failure =
            await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(store, "s", "lost", "too"));
        Assert.Contains("Free disk space", failure.Message, StringComparison.Ordinal);

        await AppendAsync(store, "s", "2");
        Assert.Equal(["1", "2"], await StreamAsync(store, "s"));
        Disk = Disk.AfterPowerCut(new Random(written));
        var reopened = Open();
        Assert.Equal(["1", "2"], await AllAsync(reopened));
        Assert.Equal(0, reopened.Recovery.BytesCut);
    }

    [Fact]
    public async Task A_full_disk_refuses_and_takes_again_when_there_is_room()
    {
        var store = Open(segmentBytesMax: 2_000);
        await AppendAsync(store, "s", "1");
        Disk.CapacityBytes = Disk.UsedBytes();
        var taken = new List<string> { "1" };
        for (var i = 0; i < 100; i++)
        {
            try
            {
                await AppendAsync(store, "s", $"fill {i}");
                taken.Add($"fill {i}");
            }
            catch (JournalUnavailableException)
            {
                Assert.Equal(new Position(taken.Count), store.Head);
            }
        }

        Assert.True(taken.Count < 100);
        Disk.CapacityBytes = long.MaxValue;
        await AppendAsync(store, "s", "room");
        Assert.Equal([.. taken, "room"], await AllAsync(store));
        Disk = Disk.AfterKill();
        Assert.Equal([.. taken, "room"], await StreamAsync(Open(2_000), "s"));
    }

    [Fact]
    public async Task Where_the_cut_fails_too_the_store_refuses_until_it_is_opened_again()
    {
        var store = Open();
        await AppendAsync(store, "s", "1");
        (Disk.NextWriteStopsAfter, Disk.CuttingFails) = (100, true);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(store, "s", "lost"));
        Disk.CuttingFails = false;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(store, "s", "refused"));
        Assert.Equal(["1"], await AllAsync(store));

        Disk = Disk.AfterKill();
        var reopened = Open();
        Assert.Equal(["1"], await AllAsync(reopened));
        Assert.True(reopened.Recovery.BytesCut > 0);
        await AppendAsync(reopened, "s", "2");
    }

    [Fact]
    public async Task A_failed_append_leaves_no_trace_in_versions_and_keys()
    {
        var store = Open();
        await AppendAsync(store, "s", "1");
        Disk.NextWriteStopsAfter = 10;
        var request = new AppendRequest(
            Notes.Stream("s"), ExpectedVersion.Exactly(new StreamVersion(1)), Notes.All("2"), Notes.Key("k"));
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await store.TryAppendAsync(request, Cancel));
        Assert.Null(await store.FindCommandAsync("k", Cancel));
        Assert.Equal(
            new AppendResult.Appended(new StreamVersion(2), new Position(2)),
            await store.TryAppendAsync(request, Cancel));
    }

    [Fact]
    public async Task Conflicts_and_repeats_cost_no_flush()
    {
        var store = Open();
        var request = new AppendRequest(Notes.Stream("s"), ExpectedVersion.NoStream, Notes.All("1"), Notes.Key("k"));
        await store.TryAppendAsync(request, Cancel);
        var flushes = Disk.Flushes;
        Assert.IsType<AppendResult.Repeated>(await store.TryAppendAsync(request, Cancel));
        Assert.IsType<AppendResult.Conflict>(await store.TryAppendAsync(request with { Key = null }, Cancel));
        Assert.Equal(flushes, Disk.Flushes);
    }
}
