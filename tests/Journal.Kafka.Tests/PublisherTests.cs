using System.Text;
using Confluent.Kafka;
using Docket.Journal.Kafka.Publishing;
using Docket.Journal.Kafka.Records;
using Docket.Journal.Kafka.Tests.Brokers;
using Docket.Journal.Outbox;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.Tests;

public sealed class PublisherTests : IDisposable
{
    private readonly TestBroker _broker = new();
    private readonly HeardLog _log = new();
    private readonly KafkaPublisher _publisher;

    public PublisherTests() => _publisher = new KafkaPublisher(_broker.Options, _log);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_published_event_is_a_cloud_event_in_binary_mode()
    {
        var id = Guid.CreateVersion7(DateTimeOffset.Parse("2026-03-01T10:20:30.456Z", null));
        var outgoing = new OutgoingEvent(
            id, new Position(7), "order", "8471", "docket.order.placed.v1", Encoding.UTF8.GetBytes("""{"a":1}"""));

        var answer = await _publisher.PublishAsync(new PublishBatch(OutboxPartitions.Of("8471"), 1, [outgoing]), Cancelled);

        Assert.Equal(new PublishAnswer(1), answer);
        var record = Assert.Single(Published());
        Assert.Equal("8471", Encoding.UTF8.GetString(record.Message.Key));
        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(record.Message.Value));
        Assert.Equal(
            [
                "ce_specversion=1.0", $"ce_id={id}", "ce_type=docket.order.placed.v1", "ce_source=docket", "ce_subject=8471",
                "content-type=application/json", "docket_position=7", "ce_time=2026-03-01T10:20:30.456Z",
            ],
            record.Message.Headers.Select(header => $"{header.Key}={Encoding.UTF8.GetString(header.GetValueBytes())}"));
    }

    [Fact]
    public async Task An_id_that_holds_no_time_is_published_without_one()
    {
        var outgoing = new OutgoingEvent(
            Guid.Parse("f8c3de3d-1fea-4d7c-a8b0-29f63c4c3454"), new Position(7), "order", "8471", "docket.order.placed.v1",
            Encoding.UTF8.GetBytes("{}"));

        var answer = await _publisher.PublishAsync(new PublishBatch(OutboxPartitions.Of("8471"), 1, [outgoing]), Cancelled);

        Assert.Equal(new PublishAnswer(1), answer);
        Assert.False(Assert.Single(Published()).Message.Headers.TryGetLastBytes("ce_time", out _));
    }

    [Fact]
    public async Task Events_of_a_key_arrive_in_their_order()
    {
        var batches = Enumerable.Range(0, OutboxPartitions.Count).Select(partition => Events(partition, 1, 500)).ToList();

        await Task.WhenAll(batches.Select((events, partition) =>
            _publisher.PublishAsync(new PublishBatch(partition, 1, events), Cancelled).AsTask()));

        foreach (var (partition, events) in batches.Index())
            Assert.Equal(events.Select(one => one.Id), Ids(partition));
    }

    [Fact]
    public async Task A_watermark_follows_the_events_and_is_no_event()
    {
        await _publisher.PublishAsync(new PublishBatch(3, 1, Events(3, 1, 2), new Position(50)), Cancelled);
        await _publisher.PublishAsync(new PublishBatch(3, 1, [], new Position(60)), Cancelled);

        var records = Published();
        Assert.Equal(4, records.Count);
        Assert.Equal(["50", "60"], records.Skip(2).Select(record => Text(record, HeaderNames.Watermark)));
        Assert.All(records.Skip(2), record => Assert.False(record.Message.Headers.TryGetLastBytes("ce_id", out _)));
    }

    [Fact]
    public async Task An_event_that_is_too_large_is_refused_and_nothing_behind_it_is_published()
    {
        var events = Events(5, 1, 5);
        events[3] = events[3] with { Payload = new byte[3 * 1024 * 1024] };

        var answer = await _publisher.PublishAsync(new PublishBatch(5, 1, events, new Position(9)), Cancelled);

        Assert.Equal(3, answer.Acknowledged);
        Assert.Contains("too large", answer.Refusal, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(events.Take(3).Select(one => one.Id), Ids(5));
    }

    [Fact]
    public async Task What_the_broker_refuses_is_found_among_its_neighbours()
    {
        var events = Events(5, 1, 5);
        _broker.Cluster.FailWrites(ErrorCode.MsgSizeTooLarge, ErrorCode.MsgSizeTooLarge);

        var answer = await _publisher.PublishAsync(new PublishBatch(5, 1, events), Cancelled);

        // The mock refuses whole requests: the first batch, and then its first event alone.
        Assert.Equal(0, answer.Acknowledged);
        Assert.NotNull(answer.Refusal);
        Assert.Empty(Ids(5));
        Assert.Equal(new PublishAnswer(5), await _publisher.PublishAsync(new PublishBatch(5, 1, events), Cancelled));
        Assert.Equal(events.Select(one => one.Id), Ids(5));
    }

    [Fact]
    public async Task An_event_that_goes_through_alone_is_not_to_blame()
    {
        var events = Events(5, 1, 5);
        _broker.Cluster.FailWrites(ErrorCode.MsgSizeTooLarge);

        var answer = await _publisher.PublishAsync(new PublishBatch(5, 1, events), Cancelled);

        Assert.Equal(new PublishAnswer(5), answer);
        Assert.Equal(events.Select(one => one.Id), Ids(5));
    }

    [Fact]
    public async Task What_follows_a_refused_write_does_not_overtake_it()
    {
        using var small = new KafkaPublisher(
            _broker.Options with { Settings = new Dictionary<string, string> { ["batch.num.messages"] = "10" } }, _log);
        _broker.Cluster.FailWrites(ErrorCode.PolicyViolation);

        var answer = await small.PublishAsync(new PublishBatch(5, 1, Events(5, 1, 500)), Cancelled);

        Assert.Equal(new PublishAnswer(500), answer);
        Assert.Equal(Enumerable.Range(1, 500).Select(n => new Position(n)), FirstPositions(5));
    }

    [Fact]
    public async Task A_refusal_in_one_partition_does_not_fail_the_others()
    {
        _broker.Cluster.FailWrites(ErrorCode.TopicAuthorizationFailed);
        var partitions = Enumerable.Range(0, OutboxPartitions.Count).ToList();

        var answers = await Task.WhenAll(partitions.Select(partition =>
            _publisher.PublishAsync(new PublishBatch(partition, 1, Events(partition, 1, 100)), Cancelled).AsTask()));

        Assert.All(answers, answer => Assert.Equal(new PublishAnswer(100), answer));
        foreach (var partition in partitions)
            Assert.Equal(Events(partition, 1, 100).Select(one => one.Position), FirstPositions(partition));
    }

    [Fact]
    public async Task A_broker_that_is_away_is_waited_for_and_the_order_stays()
    {
        await _publisher.PublishAsync(new PublishBatch(2, 1, Events(2, 1, 10)), Cancelled);
        _broker.Cluster.TakeDown();
        var publishing = _publisher.PublishAsync(new PublishBatch(2, 1, Events(2, 11, 200)), Cancelled).AsTask();
        Assert.False(publishing.IsCompleted);

        _broker.Cluster.BringUp();

        Assert.Equal(new PublishAnswer(200), await publishing);
        Assert.Equal(Enumerable.Range(1, 210).Select(n => new Position(n)), FirstPositions(2));
    }

    [Fact]
    public async Task A_broker_that_stays_away_is_a_failure_for_now()
    {
        using var impatient = new KafkaPublisher(
            _broker.Options with { PublishPatience = TimeSpan.FromMilliseconds(300) }, _log);
        _broker.Cluster.TakeDown();

        await Assert.ThrowsAsync<KafkaWriteException>(
            () => impatient.PublishAsync(new PublishBatch(2, 1, Events(2, 1, 10)), Cancelled).AsTask());

        _broker.Cluster.BringUp();
        Assert.Equal(
            new PublishAnswer(10), await _publisher.PublishAsync(new PublishBatch(2, 1, Events(2, 1, 10)), Cancelled));
        Assert.Equal(Enumerable.Range(1, 10).Select(n => new Position(n)), FirstPositions(2));
    }

    [Fact]
    public async Task A_repeat_has_the_same_id_so_that_consumers_can_drop_it()
    {
        var events = Events(4, 1, 20);
        await _publisher.PublishAsync(new PublishBatch(4, 1, events), Cancelled);
        await _publisher.PublishAsync(new PublishBatch(4, 1, events), Cancelled);

        Assert.Equal(40, Ids(4).Count);
        Assert.Equal(events.Select(one => one.Id), Ids(4).Distinct());
    }

    [Fact]
    public async Task A_former_owner_in_this_process_is_refused()
    {
        await _publisher.TakeOverAsync(1, 5, Cancelled);

        await Assert.ThrowsAsync<StaleEpochException>(
            () => _publisher.PublishAsync(new PublishBatch(1, 4, Events(1, 1, 1)), Cancelled).AsTask());
        Assert.Empty(Published());
    }

    public void Dispose()
    {
        _publisher.Dispose();
        _broker.Dispose();
    }

    private static List<OutgoingEvent> Events(int partition, int first, int count) => Enumerable.Range(first, count)
        .Select(n => new OutgoingEvent(
            Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(n)), new Position(n), "order",
            $"{partition}-{n % 3}", "docket.order.placed.v1", Encoding.UTF8.GetBytes($$"""{"n":{{n}}}""")))
        .ToList();

    private IReadOnlyList<ConsumeResult<byte[], byte[]>> Published() => _broker.ReadAll(_broker.Options.PublicTopic);

    private List<Guid> Ids(int partition) =>
        [.. Published().Where(record => record.Partition.Value == partition).Select(record => Guid.Parse(Text(record, "ce_id")))];

    /// <summary>What a consumer that drops repeats makes of a partition.</summary>
    private IEnumerable<Position> FirstPositions(int partition) => Published()
        .Where(record => record.Partition.Value == partition)
        .Select(record => new Position(long.Parse(Text(record, HeaderNames.Position), null)))
        .Distinct();

    private static string Text(ConsumeResult<byte[], byte[]> record, string header) =>
        Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes(header));
}
