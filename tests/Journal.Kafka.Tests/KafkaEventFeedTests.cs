using Docket.Journal.InMemory;
using Docket.Journal.Kafka.Feeding;
using Docket.Journal.Kafka.JournalTopic;
using Docket.Journal.Kafka.Records;
using Docket.Journal.Kafka.Tests.Brokers;
using Docket.Journal.Outbox;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.Tests;

public sealed class KafkaEventFeedTests : IAsyncDisposable
{
    private readonly TestBroker _broker = new();
    private readonly HeardLog _log = new();
    private readonly InMemoryEventStore _journal = Note.NewJournal();
    private readonly Running _writing;

    public KafkaEventFeedTests() => _writing = Running.Start(token =>
        new JournalTopicWriter(_broker.Options, _journal, new TestLeases(), "a", TimeProvider.System, _log).RunAsync(token));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_view_sees_the_journal_in_its_own_order_from_all_partitions()
    {
        await Note.AppendAsync(_journal, 3_000, 100);

        Assert.Equal(Positions(1, 3_000), await ReadAsync(Position.Start, 3_000));
    }

    [Fact]
    public async Task What_is_appended_while_a_view_follows_comes_too()
    {
        await Note.AppendAsync(_journal, 100, 10);
        var reading = ReadAsync(Position.Start, 5_000);
        await Note.AppendAsync(_journal, 4_900, 10);

        Assert.Equal(Positions(1, 5_000), await reading);
    }

    [Fact]
    public async Task One_event_is_seen_though_nothing_ever_happened_in_the_other_partitions()
    {
        await Note.AppendAsync(_journal, 1, 1);

        Assert.Equal(Positions(1, 1), await ReadAsync(Position.Start, 1));
    }

    [Fact]
    public async Task A_view_need_not_be_told_that_quiet_partitions_have_nothing()
    {
        await _writing.DisposeAsync();
        var quiet = _broker.Options with { WatermarkInterval = TimeSpan.FromHours(1) };
        await using var writing = Running.Start(token =>
            new JournalTopicWriter(quiet, _journal, new TestLeases(), "b", TimeProvider.System, _log).RunAsync(token));
        await Note.AppendAsync(_journal, 1, 1);
        Assert.Equal(Positions(1, 1), await ReadAsync(Position.Start, 1));

        var reading = ReadAsync(Position.Start, 200);
        await Note.AppendAsync(_journal, 199, 1);

        Assert.Equal(Positions(1, 200), await reading);
    }

    [Fact]
    public async Task A_view_that_stands_somewhere_sees_each_later_event_once()
    {
        await Note.AppendAsync(_journal, 1_000, 30);
        await _broker.CompleteAsync(1_000);

        var reading = ReadAsync(new Position(400), 1_100);
        await Note.AppendAsync(_journal, 500, 30);

        Assert.Equal(Positions(401, 1_100), await reading);
    }

    [Fact]
    public async Task What_retention_has_dropped_comes_from_the_journal_and_the_rest_from_the_topic()
    {
        await Note.AppendAsync(_journal, 1_000, 30);
        await _broker.CompleteAsync(1_000);
        for (var partition = 0; partition < OutboxPartitions.Count; partition++)
            _broker.Cluster.DropBefore(_broker.Options.JournalTopic, partition, _broker.High(_broker.Options.JournalTopic, partition) / 2);

        var reading = ReadAsync(Position.Start, 1_500);
        await Note.AppendAsync(_journal, 500, 30);

        Assert.Equal(Positions(1, 1_500), await reading);
    }

    [Fact]
    public async Task Events_of_other_types_are_left_out_and_the_view_moves_past_them()
    {
        await Note.AppendAsync(_journal, 50, 5);
        await Note.AppendAsync(_journal, "s1", new StruckNote(1));
        await Note.AppendAsync(_journal, 50, 5);
        var struck = EventFilter.OfTypes(["note.struck.v1"]);

        Assert.Equal([51L], await ReadAsync(Position.Start, 101, struck));
    }

    [Fact]
    public async Task A_partition_that_is_far_ahead_pauses_and_nothing_is_missed()
    {
        var options = _broker.Options with { PartitionEventsMax = 32 };
        var reading = ReadAsync(Position.Start, 2_000, EventFilter.All, options);
        await Note.AppendAsync(_journal, 2_000, 40);

        Assert.Equal(Positions(1, 2_000), await reading);
    }

    [Fact]
    public async Task A_broker_that_goes_away_is_waited_for()
    {
        var reading = ReadAsync(Position.Start, 6_000);
        for (var part = 0; part < 3; part++)
        {
            await Note.AppendAsync(_journal, 2_000, 40);
            _broker.Cluster.TakeDown();
            _broker.Cluster.BringUp();
        }

        Assert.Equal(Positions(1, 6_000), await reading);
    }

    [Fact]
    public async Task Two_writers_at_once_only_repeat_what_a_view_has_seen()
    {
        await using var other = Running.Start(token =>
            new JournalTopicWriter(_broker.Options, _journal, new TestLeases(), "b", TimeProvider.System, _log).RunAsync(token));
        var before = 0;
        do
        {
            await Note.AppendAsync(_journal, 500, 50);
            before += 500;
            await _broker.CompleteAsync(before);
        }
        while (EventsInTopic() == before);

        var reading = ReadAsync(Position.Start, before + 3_000);
        await Note.AppendAsync(_journal, 3_000, 50);

        Assert.Equal(Positions(1, before + 3_000), await reading);
    }

    private int EventsInTopic() =>
        _broker.ReadAll(_broker.Options.JournalTopic).Count(record => JournalRecord.Read(record).IsEvent);

    [Fact]
    public async Task Offsets_are_committed_once_the_page_was_applied()
    {
        await Note.AppendAsync(_journal, 1_000, 30);
        await _broker.CompleteAsync(1_000);
        var feed = new KafkaEventFeed(_broker.Options, _journal, Note.Codec, _log);
        await using var pages = feed.FollowAsync("slow", Position.Start, EventFilter.All, Cancelled).GetAsyncEnumerator(Cancelled);
        while (await pages.MoveNextAsync() && pages.Current.Through < new Position(1_000))
        {
        }

        await Note.AppendAsync(_journal, 1, 1);
        await pages.MoveNextAsync();

        var committed = _broker.WaitForCommit("docket.slow", _broker.Options.JournalTopic, OutboxPartitions.Of("note-s0"));
        Assert.InRange(committed, 1, _broker.High(_broker.Options.JournalTopic, OutboxPartitions.Of("note-s0")));
    }

    public async ValueTask DisposeAsync()
    {
        await _writing.DisposeAsync();
        await _journal.DisposeAsync();
        _broker.Dispose();
    }

    private static IEnumerable<long> Positions(long first, long last)
    {
        for (var position = first; position <= last; position++) yield return position;
    }

    private async Task<List<long>> ReadAsync(
        Position after, long through, EventFilter? filter = null, KafkaOptions? options = null)
    {
        var feed = new KafkaEventFeed(options ?? _broker.Options, _journal, Note.Codec, _log);
        var (seen, before) = (new List<long>(), after);
        await foreach (var page in feed.FollowAsync("notes", after, filter ?? EventFilter.All, Cancelled))
        {
            Assert.All(page.Events, one => Assert.InRange(one.Position.Value, before.Value + 1, page.Through.Value));
            seen.AddRange(page.Events.Select(one => one.Position.Value).Where(position => position <= through));
            before = page.Through;
            if (before.Value >= through) break;
        }

        return seen;
    }
}
