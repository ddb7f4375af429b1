using Docket.Journal.Files.Views;
using FsCheck;
using FsCheck.Fluent;

namespace Docket.Journal.Projections.Tests.Rows;

public sealed class RowIndexTests
{
    [Fact]
    public void It_finds_what_a_dictionary_would() => Prop.ForAll<(byte Row, bool Removes)[]>(changes =>
    {
        var index = new RowIndex();
        var model = new Dictionary<byte, long>();
        var next = 1L;
        foreach (var (row, removes) in changes)
        {
            var from = model.GetValueOrDefault(row);
            var to = removes ? 0 : next++;
            index.Move(HashOf(row), from, to);
            if (to == 0) model.Remove(row);
            else model[row] = to;
        }

        return index.Count == model.Count
            && Enumerable.Range(0, 256).All(row => Finds(index, (byte)row, model.GetValueOrDefault((byte)row)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_grows_and_loses_nothing()
    {
        var index = new RowIndex();
        for (var row = 1; row <= 100_000; row++) index.Move((uint)row * 7919, 0, row);
        for (var row = 1; row <= 100_000; row++) Assert.True(index.IsNewest((uint)row * 7919, row));
        Assert.Equal(100_000, index.Count);
    }

    // Few hashes, and all of them at the end of the table, so that rows collide and wrap around.
    private static uint HashOf(byte row) => 1020u + (row % 5u);

    private static bool Finds(RowIndex index, byte row, long offset) =>
        offset == 0 || index.IsNewest(HashOf(row), offset);
}
