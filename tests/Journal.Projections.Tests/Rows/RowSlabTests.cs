using Docket.Journal.Projections.Rows;
using FsCheck;
using FsCheck.Fluent;

namespace Docket.Journal.Projections.Tests.Rows;

/// <summary>Rows in one array are what a dictionary of them would be.</summary>
public sealed class RowSlabTests
{
    [Fact]
    public void It_holds_what_was_set_last_and_knows_what_is_absent() => Prop
        .ForAll(Steps, steps => IsLikeADictionary(steps))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));

    [Fact]
    public void What_it_takes_grows_with_what_is_set_and_is_nothing_when_it_is_cleared()
    {
        var slab = new RowSlab();
        slab.Set([1], new byte[1000]);
        var one = slab.Bytes;
        slab.Set([1], new byte[1000]);
        Assert.InRange(one, 1001, 1100);
        Assert.InRange(slab.Bytes, one + 1000, one + 1100);
        slab.Clear();
        Assert.Equal(0, slab.Bytes);
    }

    // A few keys, one of them empty, come again and again; rows may be empty, absent, or longer than the first array.
    private static Arbitrary<Step[]> Steps => Gen
        .ArrayOf(
            from key in Gen.Choose(0, 20)
            from length in Gen.Frequency(
                (1, Gen.Constant<int?>(null)), (4, Gen.Choose(0, 30).Select(n => (int?)n)), (1, Gen.Constant<int?>(5_000)))
            from clears in Gen.Frequency((30, Gen.Constant(false)), (1, Gen.Constant(true)))
            select new Step(new byte[key], length is { } bytes ? Enumerable.Repeat((byte)key, bytes).ToArray() : null, clears))
        .ToArbitrary();

    private static bool IsLikeADictionary(Step[] steps)
    {
        var (slab, model) = (new RowSlab(), new Dictionary<byte[], byte[]?>(RowKeys.Comparer));
        foreach (var step in steps)
        {
            if (step.Clears)
            {
                slab.Clear();
                model.Clear();
            }

            slab.Set(step.Key, step.Row);
            model[step.Key] = step.Row;
            for (var key = 0; key <= 21; key++)
            {
                var isKnown = slab.TryFind(new byte[key], out var found);
                if (isKnown != model.TryGetValue(new byte[key], out var expected)) return false;
                if ((found is null) != (expected is null) || !found.AsSpan().SequenceEqual(expected)) return false;
            }
        }

        return true;
    }

    private sealed record Step(byte[] Key, byte[]? Row, bool Clears);
}
