using System.Globalization;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Projections.Tests.Given;

namespace Docket.Journal.Projections.Tests.Running;

public sealed class RepairTests
{
    [Fact]
    public async Task What_is_damaged_is_put_right_and_counts_once_while_events_go_on()
    {
        using var scratch = new ScratchDirectory();
        await using var house = await TallyHouse.StartedAsync(scratch.Storage());
        foreach (var stream in (string[])["a", "b", "c", "d"]) await house.AppendAsync(stream, new Added(1), new Added(2));
        await house.LevelAsync();
        Spoil(house.View.Current.Stored, "b", new Tally(-1, 1));
        Spoil(house.View.Current.Stored, "nobody", new Tally(5, 1));
        Spoil(house.View.Current.Stored, "d", null);
        var writing = WriteAsync(house);
        var repaired = await RepairAsync(house);
        await writing;

        Assert.Equal((RepairStage.Done, 3L), (repaired.Stage, repaired.Repaired));
        Assert.Equal(
            [("b", RowDifferenceKind.Differs), ("d", RowDifferenceKind.Missing), ("nobody", RowDifferenceKind.Unexpected)],
            repaired.Found!.Differences.Select(one => (one.Key, one.Kind)));
        var sum = Assert.Single(repaired.Found.Differences[0].Fields, field => field.Field == "sum");
        Assert.Equal(4, Number(sum.Expected) - Number(sum.Kept));
        await house.LevelAsync();
        Assert.True(Assert.Single(await house.Host.VerifyAsync(10, TallyHouse.Token)).IsEqual);
        Assert.Equal((103L, 3L, null), (house.SumOf("b"), house.SumOf("d"), house.SumOf("nobody")));
        Assert.Equal(3L + 103 + 3 + 3, house.GrandTotal);
    }

    [Fact]
    public async Task Only_a_view_that_differs_is_written()
    {
        await using var house = await TallyHouse.StartedAsync();
        await house.AppendAsync("a", new Added(1));
        await house.LevelAsync();
        Assert.Equal((RepairStage.Done, 0L, "Nothing of it is kept."), Told(await RepairAsync(house)));
        using var scratch = new ScratchDirectory();
        await using var kept = await TallyHouse.StartedAsync(scratch.Storage(), house.Journal);
        await kept.LevelAsync();
        var stored = kept.View.Current.Stored.State;
        Assert.Equal(
            (RepairStage.Done, 0L, "Nothing was to be done: it is what the journal says."), Told(await RepairAsync(kept)));
        Assert.Equal(stored, kept.View.Current.Stored.State);
    }

    [Fact]
    public async Task A_parked_stream_is_mended_up_to_where_it_stands_and_a_retry_counts_the_rest_once()
    {
        using var scratch = new ScratchDirectory();
        await using var house = await TallyHouse.StartedAsync(scratch.Storage());
        await house.AppendAsync("a", new Added(1));
        var failing = await house.AppendAsync("a", new Odd(10));
        await house.AppendAsync("a", new Added(100));
        await house.LevelAsync();
        house.Projection.IsMended = true;
        Assert.True(Assert.Single(await house.Host.VerifyAsync(10, TallyHouse.Token)).IsEqual);

        Spoil(house.View.Current.Stored, "a", new Tally(7, 7));
        Assert.Equal(1L, (await RepairAsync(house)).Repaired);
        Assert.Equal(1, house.SumOf("a"));
        Assert.True(await house.Host.RetryAsync("tally", failing, TallyHouse.Token));
        Assert.Equal(111, house.SumOf("a"));
        Assert.True(Assert.Single(await house.Host.VerifyAsync(10, TallyHouse.Token)).IsEqual);
    }

    private static async Task<RepairProgress> RepairAsync(TallyHouse house)
    {
        Assert.True(house.Host.StartRepair("tally", 10));
        await house.Host.WaitForRebuildAsync("tally", TallyHouse.Token);
        return house.Host.RepairOf("tally")!;
    }

    private static long Number(string? text) => long.Parse(text!, CultureInfo.InvariantCulture);

    private static (RepairStage, long, string?) Told(RepairProgress repair) =>
        (repair.Stage, repair.Repaired, repair.Outcome);

    private static async Task WriteAsync(TallyHouse house)
    {
        for (var i = 0; i < 100; i++) await house.AppendAsync("b", new Added(1));
    }

    private static void Spoil(IRowStore rows, string key, Tally? row)
    {
        var batch = new RowBatch { State = rows.State with { Parking = null } };
        var keyBytes = new TallyCodec().KeyOf(key);
        var rowBytes = new System.Buffers.ArrayBufferWriter<byte>();
        if (row is not null) new TallyCodec().WriteRow(key, row, new RowWriter(rowBytes));
        if (row is null) batch.Remove(keyBytes);
        else batch.Put(keyBytes, rowBytes.WrittenSpan);
        rows.Commit(batch);
    }
}
