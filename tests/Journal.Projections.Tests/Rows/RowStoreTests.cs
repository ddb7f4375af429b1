using Docket.Journal.Files.Views;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Projections.Tests.Given;
using Docket.Journal.Store;
using FsCheck;
using FsCheck.Fluent;

using static Docket.Journal.Projections.Tests.Rows.RowStoreSpec;

namespace Docket.Journal.Projections.Tests.Rows;

/// <summary>What every row store promises, and what the one in files promises beyond: coming back.</summary>
public sealed class RowStoreTests
{
    [Fact]
    public void Rows_in_memory_are_what_was_put_last() =>
        Prop.ForAll<(byte Key, byte[]? Row)[][]>(batches => HoldsWhatWasPut(new InMemoryRowStore(), batches))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Rows_in_files_are_what_was_put_last_also_when_opened_again() =>
        Prop.ForAll<(byte Key, byte[]? Row)[][], bool>((batches, keepsHint) =>
        {
            using var scratch = new ScratchDirectory();
            var storage = scratch.Storage(new FileViewOptions { CompactFromBytes = 200 });
            var rows = storage.Create("v", 1);
            storage.Serve("v", rows);
            var held = HoldsWhatWasPut(rows, batches);
            rows.Dispose();
            if (!keepsHint) File.Delete(scratch.Find("*.hint"));
            using var again = storage.Open("v", 1).Rows!;
            return held && Matches(again, Model(batches)) && again.State.Checkpoint.Value == batches.Length;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_batch_cut_off_at_any_byte_is_as_if_it_had_never_been()
    {
        using var scratch = new ScratchDirectory();
        var rows = scratch.Storage().Create("v", 1);
        scratch.Storage().Serve("v", rows);
        rows.Commit(Batch(1, (1, [1, 1]), (2, [2])));
        var path = scratch.Find("rows-1");
        var before = new FileInfo(path).Length;
        rows.Commit(Batch(2, (1, [9]), (3, [3, 3, 3]), (2, null)));
        var whole = File.ReadAllBytes(path);
        for (var length = before; length < whole.Length; length++)
        {
            // As a kill leaves it: no clean close, so no hint, and the last batch is torn.
            File.WriteAllBytes(path, whole[..(int)length]);
            var opened = RowFile.Open(path, 1);
            Assert.Equal(new Position(1), opened.State.Checkpoint);
            Assert.True(opened.TryRead(Key(1), out var first));
            Assert.Equal([1, 1], first!);
            Assert.True(opened.TryRead(Key(3), out var third));
            Assert.Null(third);

            opened.Append(Batch(2, (3, [7])));
            opened.Dispose();
            using var again = RowFile.Open(path, 1);
            Assert.Equal(new Position(2), again.State.Checkpoint);
        }
    }

    [Fact]
    public void A_flipped_byte_costs_the_batches_from_there_on_and_never_shows()
    {
        using var scratch = new ScratchDirectory();
        var path = Path.Combine(scratch.Path, "rows-1");
        using (var rows = RowFile.Create(path, 1))
            for (var at = 1; at <= 5; at++) rows.Append(Batch(at, (1, [(byte)at]), ((byte)at, [(byte)at])));
        var whole = File.ReadAllBytes(path);
        for (var flipped = RowFileHeader.Bytes; flipped < whole.Length; flipped++)
        {
            var damaged = whole.ToArray();
            damaged[flipped] ^= 0x10;
            File.WriteAllBytes(path, damaged);
            using var opened = RowFile.Open(path, 1);
            var reached = opened.State.Checkpoint.Value;
            Assert.InRange(reached, 0, 4);
            Assert.True(opened.TryRead(Key(1), out var row));
            Assert.Equal(reached == 0 ? null : [(byte)reached], row);
        }
    }

    [Fact]
    public void A_large_row_is_read_whole()
    {
        using var scratch = new ScratchDirectory();
        using var rows = scratch.Storage().Create("v", 1);
        var large = Enumerable.Range(0, 3_000_000).Select(i => (byte)i).ToArray();
        rows.Commit(Batch(1, (1, [4]), (2, large)));
        Assert.Equal(large, rows.Read(Key(2)));
        var seen = 0;
        rows.Scan((_, row) => seen += row.Length);
        Assert.Equal(large.Length + 1, seen);
    }

    [Fact]
    public void A_hint_that_is_damaged_or_knows_too_much_is_passed_over()
    {
        using var scratch = new ScratchDirectory();
        var storage = scratch.Storage();
        var rows = storage.Create("v", 1);
        storage.Serve("v", rows);
        rows.Commit(Batch(1, (1, [1])));
        rows.Dispose();
        var (hint, path) = (scratch.Find("*.hint"), scratch.Find("rows-1"));
        var whole = File.ReadAllBytes(hint);
        foreach (var at in Enumerable.Range(0, 200).Append(whole.Length - 1))
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 1;
            File.WriteAllBytes(hint, damaged);
            using var opened = RowFile.Open(path, 1);
            Assert.True(opened.TryRead(Key(1), out var row));
            Assert.Equal([1], row!);
        }

        File.WriteAllBytes(hint, whole);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..RowFileHeader.Bytes]);
        using var emptied = RowFile.Open(path, 1);
        Assert.Equal(Position.Start, emptied.State.Checkpoint);
    }
}
