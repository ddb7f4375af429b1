using Docket.Journal.Files.Format;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Tests;

/// <summary>What opening does with bytes that are not as they were written.</summary>
public sealed class RecoveryTests : FaultTest
{
    [Fact]
    public async Task A_torn_end_is_cut_and_reported()
    {
        var store = Open();
        await AppendAsync(store, "s", "1");
        (Disk.NextWriteStopsAfter, Disk.CuttingFails) = (150, true);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(store, "s", "torn"));
        Disk = Disk.AfterKill();
        var reopened = Open();
        Assert.InRange(reopened.Recovery.BytesCut, 100, 150);
        Assert.NotNull(reopened.Recovery.Reason);
        Assert.Equal(["1"], await AllAsync(reopened));
    }

    [Fact]
    public async Task Room_that_was_reserved_is_no_torn_end()
    {
        await AppendAsync(Open(), "s", "1");
        Disk = Disk.AfterKill();
        Assert.Equal(RecoveryReport.Clean, Open().Recovery);
    }

    [Fact]
    public async Task Damage_below_the_durable_head_stops_the_opening_and_changes_nothing()
    {
        var store = Open();
        for (var i = 0; i < 5; i++) await AppendAsync(store, "s", $"{i}");
        var end = (int)LastBatchEnd();
        Disk = Disk.AfterKill();
        for (var offset = 0; offset < end; offset += 7)
        {
            var sound = Disk;
            Disk = Disk.AfterKill();
            Disk.File(Disk.NewestSegment()).Content[offset] ^= 0x10;
            var before = Disk.File(Disk.NewestSegment()).Content.ToArray();
            var refusal = Assert.Throws<JournalCorruptException>(() => Open());
            Assert.Contains(Disk.NewestSegment(), refusal.Message, StringComparison.Ordinal);
            Assert.Equal(before, Disk.File(Disk.NewestSegment()).Content.ToArray());
            Disk = sound;
        }
    }

    [Fact]
    public async Task Damage_before_a_whole_batch_is_no_torn_end_though_the_head_is_unknown()
    {
        var store = Open();
        for (var i = 0; i < 3; i++) await AppendAsync(store, "s", $"{i}");
        Disk = Disk.AfterKill();
        Disk.File(DurableHead.FileName).SetLength(0);
        Disk.File(Disk.NewestSegment()).Content[SegmentHeader.Bytes + BatchHeader.Bytes + 20] ^= 1;
        Assert.Contains(
            "later batch", Assert.Throws<JournalCorruptException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledged_bytes_that_are_gone_stop_the_opening()
    {
        var store = Open();
        for (var i = 0; i < 3; i++) await AppendAsync(store, "s", $"{i}");
        var end = LastBatchEnd();
        Disk = Disk.AfterKill();
        Disk.File(Disk.NewestSegment()).SetLength(end - 1);
        Assert.Contains(
            "acknowledged", Assert.Throws<JournalCorruptException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_head_file_costs_nothing()
    {
        await AppendAsync(Open(), "s", "1");
        Disk = Disk.AfterKill();
        Disk.File(DurableHead.FileName).Content[3] ^= 1;
        Assert.Equal(["1"], await AllAsync(Open()));
    }

    [Fact]
    public async Task A_missing_segment_stops_the_opening()
    {
        await FillAsync();
        var sound = Disk;
        foreach (var name in Disk.List().Where(name => name.EndsWith(".seg", StringComparison.Ordinal)).ToList())
        {
            Disk = sound.AfterKill();
            Disk.Delete(name);
            var refusal = Assert.Throws<JournalCorruptException>(() => Open(2_000));
            Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_missing_or_damaged_index_is_built_again()
    {
        var appends = await FillAsync();
        Disk.Delete(Disk.OldestIndex());
        Disk.File(Disk.OldestIndex()).Content[20] ^= 1;
        var store = Open(2_000);
        Assert.Equal(2, store.Recovery.IndexesRebuilt);
        Assert.Equal(appends, (await AllAsync(store)).Count);
        Assert.Equal(Enumerable.Range(0, appends / 5).Select(i => $"{i * 5}"), await StreamAsync(store, "s0"));
        await store.DisposeAsync();
        Assert.Equal(RecoveryReport.Clean, Open(2_000).Recovery);
    }

    [Fact]
    public async Task A_damaged_index_block_is_an_error_and_hides_no_event()
    {
        await FillAsync();
        Disk.File(Disk.OldestIndex()).Content[Indexing.IndexLayout.HeaderBytes + 30] ^= 1;
        var store = Open(2_000);
        var failure = await Assert.ThrowsAsync<JournalCorruptException>(() => StreamAsync(store, "s0"));
        Assert.Contains("delete this index file", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_record_in_a_sealed_segment_is_named_when_it_is_read()
    {
        await FillAsync();
        var content = Disk.File(Disk.OldestSegment()).Content;
        content[content.Length / 2] ^= 4;
        var failure = await Assert.ThrowsAsync<JournalCorruptException>(() => AllAsync(Open(2_000)));
        Assert.Contains(Disk.OldestSegment(), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_fails_only_the_appends_that_meet_it()
    {
        await AppendAsync(Open(2_000), "old", "1");
        Disk = Disk.AfterKill();
        var appends = await FillAsync();
        var content = Disk.File(Disk.OldestSegment()).Content;
        content[SegmentHeader.Bytes + BatchHeader.Bytes + 50] ^= 1;
        var store = Open(2_000);
        var together = new[] { "s0", "old", "s1" }.Select(stream => AppendAsync(store, stream, "next")).ToArray();
        await Assert.ThrowsAsync<JournalCorruptException>(() => together[1]);
        await together[0];
        await together[2];
        Assert.Equal(new Position(appends + 3), store.Head);
    }

    [Fact]
    public async Task A_segment_that_was_just_being_made_is_made_again()
    {
        var appends = await FillAsync();
        var newest = Disk.NewestSegment();
        Disk.Open(SegmentHeader.NameOf(new Position(appends + 1))).Write(new byte[10], 0);
        Assert.NotEqual(newest, Disk.NewestSegment());
        var store = Open(2_000);
        await AppendAsync(store, "s", "next");
        Assert.Equal(appends + 1, (await AllAsync(store)).Count);
    }

    private long LastBatchEnd() =>
        DurableHead.TryRead(Disk.File(DurableHead.FileName).Content)?.Offset
            ?? throw new InvalidOperationException("There is no head.");
}
