using Docket.Journal.Outbox;
using Docket.Journal.Postgres.Outbox;
using Docket.Journal.Postgres.Tests.Outbox;
using Docket.Journal.Postgres.Tests.Servers;

namespace Docket.Journal.Postgres.Tests.Histories;

/// <summary>Bugs that break P5, planted: the checker must name each, or it checks nothing.</summary>
public sealed class PlantedOutboxBugTests(SharedServer shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>In both ways to a row: a batch's, and that of an append alone.</summary>
    [Theory]
    [InlineData(
        "where fates[m.append] = 0", "where fates[m.append] = 0 and m.number = 1",
        "as m (number, id, type, payload)", "as m (number, id, type, payload) where m.number = 1",
        "has no row in the outbox")]
    [InlineData(
        "sizes[m.append] + m.number,", "sizes[m.append] + m.number - 1,",
        "head + m.number,", "head + m.number - 1,",
        "at another place")]
    public async Task Rows_that_are_not_written_as_their_events_are(
        string right, string wrong, string rightAlone, string wrongAlone, string told)
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await house.Journal.PlantAsync("0005_outbox", "docket.put_outbox", (right, wrong));
        await house.Journal.PlantAsync("0008_append_one", "docket.append_one", (rightAlone, wrongAlone));
        await using var store = await house.Journal.OpenAsync();

        await Crowd.WriteAsync(house.History, [store], writers: 4, appends: 4, Cancelled);

        await AssertToldAsync(house, told);
    }

    [Fact]
    public async Task A_row_that_stayed_when_its_event_was_taken_back()
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        await house.AppendAsync(store, 10);

        await house.Journal.ExecuteAsync("delete from docket.events where position = 10");

        await AssertToldAsync(house, "a row without its event");
    }

    [Theory]
    [InlineData(RelayEngine.Polling)]
    [InlineData(RelayEngine.Cdc)]
    public async Task A_mark_on_rows_that_were_not_published_yet(RelayEngine engine)
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await house.Journal.PlantAsync("0006_relay", "docket.mark_published", ("o.position <= m.through", "true"));
        await using var store = await house.Journal.OpenAsync();
        await house.AppendAsync(store, 2_000, streams: 4);

        await using var relay = await house.StartAsync(house.Options(engine));
        await house.MarkedAllAsync();
        await relay.DisposeAsync();

        await AssertToldAsync(house, "was never published");
    }

    [Fact]
    public async Task A_row_that_is_published_before_an_older_one_of_its_aggregate()
    {
        await using var house = await RelayHouse.NewAsync(shared.Server);
        await using var store = await house.Journal.OpenAsync();
        await house.AppendAsync(store, 100, streams: 4);

        await using var relay = await house.StartAsync(publisher: new OvertakingPublisher(house.Publisher));
        await house.MarkedAllAsync();

        await AssertToldAsync(house, "was published at");
    }

    private static async Task AssertToldAsync(RelayHouse house, string told) => Assert.Contains(
        HistoryChecker.Faults(house.History, await house.FoundAsync()),
        fault => fault.StartsWith("P5", StringComparison.Ordinal) && fault.Contains(told, StringComparison.Ordinal));

    /// <summary>Publishes each batch from its end.</summary>
    private sealed class OvertakingPublisher(IPublisher publisher) : IPublisher
    {
        public ValueTask TakeOverAsync(int partition, long epoch, CancellationToken cancellationToken) =>
            publisher.TakeOverAsync(partition, epoch, cancellationToken);

        public ValueTask<PublishAnswer> PublishAsync(PublishBatch batch, CancellationToken cancellationToken) =>
            publisher.PublishAsync(batch with { Events = [.. batch.Events.Reverse()] }, cancellationToken);
    }
}
