using Docket.Journal.Projections.Tests.Given;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Tests.Running;

public sealed class ParkingTests
{
    [Fact]
    public async Task A_poison_event_stops_its_own_stream_and_no_other()
    {
        await using var house = await TallyHouse.StartedAsync();
        await house.AppendAsync("a", new Added(1));
        var poison = await house.AppendAsync("a", new Odd(2));
        await house.AppendAsync("a", new Added(4), new Added(8));
        await house.AppendAsync("b", new Added(10));
        await house.LevelAsync();

        Assert.Equal((1, 10), (house.SumOf("a"), house.SumOf("b")));
        var parked = Assert.Single(house.View.Parking.Streams.Values);
        Assert.Equal((poison, "odd.v1", 3, 2L), (parked.Position, parked.Type, parked.Attempts, parked.Waiting));
        Assert.Contains("too odd", parked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mended_view_applies_the_event_and_what_waited_behind_it()
    {
        await using var house = await TallyHouse.StartedAsync();
        var poison = await house.AppendAsync("a", new Odd(2));
        await house.AppendAsync("a", new Added(4), new Noise(), new Added(8));
        await house.LevelAsync();

        Assert.True(await house.Host.RetryAsync("tally", poison, TallyHouse.Token));
        Assert.Equal(6, Assert.Single(house.View.Parking.Streams.Values).Attempts);
        Assert.Null(house.SumOf("a"));

        house.Projection.IsMended = true;
        Assert.True(await house.Host.RetryAsync("tally", poison, TallyHouse.Token));
        Assert.Equal((14, 14), (house.SumOf("a"), house.GrandTotal));
        Assert.Empty(house.View.Parking.Streams);
        Assert.False(await house.Host.RetryAsync("tally", poison, TallyHouse.Token));

        await house.AppendAsync("a", new Added(1));
        await house.LevelAsync();
        Assert.Equal(15, house.SumOf("a"));
    }

    [Fact]
    public async Task A_retry_stops_at_the_next_event_that_fails()
    {
        await using var house = await TallyHouse.StartedAsync();
        var first = await house.AppendAsync("a", new Odd(2));
        var second = await house.AppendAsync("a", new Added(4), new Odd(8));
        await house.AppendAsync("a", new Added(1));
        await house.LevelAsync();
        Assert.True(await house.Host.SkipAsync("tally", first, TallyHouse.Token));
        var parked = Assert.Single(house.View.Parking.Streams.Values);
        Assert.Equal((second, 1L, 4), (parked.Position, parked.Waiting, house.SumOf("a")));
    }

    [Fact]
    public async Task A_skipped_event_stays_out_of_rebuilds_too()
    {
        await using var house = await TallyHouse.StartedAsync();
        var poison = await house.AppendAsync("a", new Added(1), new Odd(2));
        await house.AppendAsync("a", new Added(4));
        await house.LevelAsync();
        Assert.True(await house.Host.SkipAsync("tally", poison, TallyHouse.Token));
        Assert.Equal(5, house.SumOf("a"));

        house.Projection.IsMended = true;
        house.Host.StartRebuild("tally");
        await house.Host.WaitForRebuildAsync("tally", TallyHouse.Token);
        Assert.Equal((false, 5), (house.Host.RebuildOf("tally")!.Differs, house.SumOf("a")));
    }

    [Fact]
    public async Task What_is_parked_and_skipped_is_known_after_a_restart()
    {
        using var scratch = new ScratchDirectory();
        await using var first = await TallyHouse.StartedAsync(scratch.Storage());
        var skipped = await first.AppendAsync("a", new Odd(2), new Added(4));
        await first.AppendAsync("b", new Odd(1));
        await first.AppendAsync("b", new Added(1));
        await first.LevelAsync();
        Assert.True(await first.Host.SkipAsync("tally", new Position(skipped.Value - 1), TallyHouse.Token));
        var parked = Assert.Single(first.View.Parking.Streams.Values);
        await first.DisposeAsync();

        await using var second = await TallyHouse.StartedAsync(scratch.Storage(), first.Journal);
        await second.LevelAsync();
        Assert.Equal(parked, Assert.Single(second.View.Parking.Streams.Values));
        Assert.Equal([skipped.Value - 1], second.View.Parking.Skipped);
        Assert.Equal((4, null), (second.SumOf("a"), second.SumOf("b")));
        Assert.Empty(second.Projection.Applied);
    }

    [Fact]
    public async Task An_event_that_cannot_be_decoded_parks_its_stream()
    {
        await using var house = await TallyHouse.StartedAsync();
        await house.AppendAsync("a", new Added(1));
        lock (house.Journal.Gate)
        {
            var stored = house.Journal.Events[0];
            house.Journal.Events[0] = stored with { Data = "{\"Amount\":"u8.ToArray() };
        }

        house.Host.StartRebuild("tally");
        await house.Host.WaitForRebuildAsync("tally", TallyHouse.Token);
        Assert.Equal("a", Assert.Single(house.View.Parking.Streams.Values).Stream.Id);
    }
}
