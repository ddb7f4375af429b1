using Docket.Journal.Postgres.Outbox;
using Docket.Journal.Postgres.Tests.Servers;

namespace Docket.Journal.Postgres.Tests.Outbox;

/// <summary>Relays as processes of their own, killed and frozen at the worst moments, publishing into files.</summary>
public sealed class RelayFailureTests(SharedServer shared) : IDisposable
{
    private const int Rows = 600;
    private static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(1_500);
    private readonly string _directory = Directory.CreateTempSubdirectory("docket-published-").FullName;

    [Theory]
    [InlineData(RelayEngine.Polling, "BeforePublish")]
    [InlineData(RelayEngine.Polling, "AfterPublish")]
    [InlineData(RelayEngine.Cdc, "BeforePublish")]
    [InlineData(RelayEngine.Cdc, "AfterPublish")]
    public async Task A_relay_killed_before_its_publish_or_before_its_update_loses_nothing(
        RelayEngine engine, string stopAt)
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        await house.AppendAsync(store, Rows / 2);
        using var first = Start(house, engine, stopAt, batch: 9);
        await first.HearAsync("stopped");
        await house.AppendAsync(store, Rows / 2, from: Rows / 2);
        first.Kill();

        using var second = Start(house, engine);
        await house.MarkedAllAsync();

        var published = PublishedLines.Read(_directory).Select(line => line.Event).ToList();
        await house.AssertWholeAsync(published);
        if (stopAt == "AfterPublish") Assert.True(published.Count > Rows);
    }

    [Theory]
    [InlineData(RelayEngine.Polling)]
    [InlineData(RelayEngine.Cdc)]
    public async Task Of_two_relays_the_one_left_over_goes_on_when_the_other_is_killed(RelayEngine engine)
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        using var first = Start(house, engine);
        await first.HearAsync("taken");
        using var second = Start(house, engine);
        if (engine == RelayEngine.Polling) await second.HearAsync("taken");
        var appending = house.AppendAsync(store, Rows);
        await first.HearAsync("published");

        first.Kill();

        await appending;
        await house.MarkedAllAsync();
        await house.AssertWholeAsync([.. PublishedLines.Read(_directory).Select(line => line.Event)]);
    }

    [Theory]
    [InlineData(RelayEngine.Polling)]
    [InlineData(RelayEngine.Cdc)]
    public async Task A_frozen_relays_late_write_is_refused_once_another_has_taken_over(RelayEngine engine)
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        await house.AppendAsync(store, Rows);
        using var stale = Start(house, engine, "BeforePublish", batch: 5);
        var stopped = (await stale.HearAsync("stopped")).Split(' ');
        stale.Freeze();
        using var next = Start(house, engine);
        await house.MarkedAllAsync();
        var before = PublishedLines.Read(_directory);

        stale.Thaw();
        stale.GoOn();

        Assert.Equal($"refused {stopped[1]} {stopped[2]}", await stale.HearAsync("refused", "published"));
        var after = PublishedLines.Read(_directory);
        Assert.Equal(before.Count, after.Count);
        await house.AssertWholeAsync([.. after.Select(line => line.Event)]);
        foreach (var partition in after.GroupBy(line => Journal.Outbox.OutboxPartitions.Of(line.Event.AggregateId)))
            Assert.Equal(partition.Select(line => line.Epoch).Order(), partition.Select(line => line.Epoch));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private RelayProcess Start(RelayHouse house, RelayEngine engine, string? stopAt = null, int batch = 0) =>
        RelayProcess.Start(house.Journal.Options().ConnectionString, _directory, engine, Lease, stopAt, batch);
}
