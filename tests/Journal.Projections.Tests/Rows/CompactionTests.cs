using Docket.Journal.Files.Views;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Projections.Tests.Given;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Journal.Projections.Tests.Rows;

public sealed class CompactionTests
{
    private static readonly FileViewOptions Eager = new() { CompactFromBytes = 20_000, GarbageShareMax = 0.5 };

    [Fact]
    public async Task Garbage_goes_while_rows_are_read_and_written_and_nothing_else_does()
    {
        using var scratch = new ScratchDirectory();
        using var rows = RowLog.Create(Path.Combine(scratch.Path, "g"), 1, Eager, NullLogger.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        rows.Commit(RowStoreSpec.Batch(1, [.. Enumerable.Range(0, 200).Select(key => ((byte)key, (byte[]?)Row(0)))]));
        var reader = Task.Run(
            () =>
            {
                // A row only ever grows newer, whichever file it is read from.
                var seen = new int[200];
                while (!stop.IsCancellationRequested)
                    for (var key = 0; key < seen.Length; key++)
                    {
                        var version = BitConverter.ToInt32(rows.Read(RowStoreSpec.Key((byte)key))!);
                        Assert.True(version >= seen[key], $"row {key} went back from {seen[key]} to {version}");
                        seen[key] = version;
                    }
            }, CancellationToken.None);

        var written = 0L;
        for (var version = 1; version <= 2_000; version++)
        {
            var (first, batch) = (version % 100, version);
            rows.Commit(RowStoreSpec.Batch(
                1 + version, [.. Enumerable.Range(first, 100).Select(key => ((byte)key, (byte[]?)Row(batch)))]));
            written += 100 * 60;
        }

        await rows.Compaction;
        await stop.CancelAsync();
        await reader;
        Assert.True(rows.Bytes < written / 4, $"{rows.Bytes} bytes are left of {written}");
        Assert.Equal(new Position(2_001), rows.State.Checkpoint);
        for (var key = 0; key < 200; key++) Assert.Equal(NewestOf(key), BitConverter.ToInt32(rows.Read(RowStoreSpec.Key((byte)key))!));
    }

    [Fact]
    public async Task A_compacted_view_opens_again_with_its_state_and_parked_streams()
    {
        using var scratch = new ScratchDirectory();
        var directory = Path.Combine(scratch.Path, "g");
        byte[] parking = [0, 0];
        using (var rows = RowLog.Create(directory, 1, Eager, NullLogger.Instance))
        {
            var parked = RowStoreSpec.Batch(1, (1, Row(0)));
            parked.State = parked.State with { Parking = parking };
            rows.Commit(parked);
            for (var version = 2; version < 1_000; version++) rows.Commit(RowStoreSpec.Batch(version, (1, Row(version))));
            await rows.Compaction;
        }

        using var again = RowLog.Open(directory, 1, Eager, NullLogger.Instance);
        Assert.Equal(parking, again.State.Parking);
        Assert.Equal(new Position(999), again.State.Checkpoint);
        Assert.Equal(999, BitConverter.ToInt32(again.Read(RowStoreSpec.Key(1))!));
    }

    [Fact]
    public void What_happens_to_rows_after_they_were_copied_is_not_lost()
    {
        using var scratch = new ScratchDirectory();
        using var old = RowFile.Create(Path.Combine(scratch.Path, "rows-1"), 1);
        old.Append(RowStoreSpec.Batch(1, (1, [1]), (2, [2]), (3, [3]), (4, [4])));
        var compaction = new RowCompaction(old, Path.Combine(scratch.Path, "rows-2"), 1);
        compaction.CopyMost(() => false);
        old.Append(RowStoreSpec.Batch(2, (1, null), (2, null), (3, [33])));
        old.Append(RowStoreSpec.Batch(3, (1, [11])));
        old.Append(RowStoreSpec.Batch(4, (1, null), (2, [22])));
        compaction.Finish().Dispose();

        using var compacted = RowFile.Open(Path.Combine(scratch.Path, "rows-2"), 1);
        Assert.Equal(new Position(4), compacted.State.Checkpoint);
        Assert.Equal([null, [22], [33], [4]], new byte[] { 1, 2, 3, 4 }.Select(key => Read(compacted, key)));
    }

    [Fact]
    public void A_compaction_that_was_cut_short_leaves_the_old_file_in_charge()
    {
        using var scratch = new ScratchDirectory();
        var directory = Path.Combine(scratch.Path, "g");
        using (var rows = RowLog.Create(directory, 1, Eager, NullLogger.Instance)) rows.Commit(RowStoreSpec.Batch(1, (1, [1])));
        File.WriteAllBytes(Path.Combine(directory, "rows-2.new"), [1, 2, 3]);
        using var again = RowLog.Open(directory, 1, Eager, NullLogger.Instance);
        Assert.Equal([1], again.Read(RowStoreSpec.Key(1))!);
        Assert.False(File.Exists(Path.Combine(directory, "rows-2.new")));
    }

    private static byte[]? Read(RowFile rows, byte key) =>
        rows.TryRead(RowStoreSpec.Key(key), out var row) ? row : throw new InvalidOperationException("It is closed.");

    private static byte[] Row(int version) => [.. BitConverter.GetBytes(version), .. new byte[40]];

    private static int NewestOf(int key) =>
        Enumerable.Range(0, 2_001).Last(version => version == 0 || (key >= version % 100 && key < (version % 100) + 100));
}
