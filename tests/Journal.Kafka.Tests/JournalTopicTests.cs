using Confluent.Kafka;
using Docket.Journal.InMemory;
using Docket.Journal.Kafka.JournalTopic;
using Docket.Journal.Kafka.Records;
using Docket.Journal.Kafka.Tests.Brokers;
using Docket.Journal.Outbox;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.Tests;

public sealed class JournalTopicTests : IAsyncDisposable
{
    private readonly TestBroker _broker = new();
    private readonly HeardLog _log = new();
    private readonly TestLeases _leases = new();
    private readonly InMemoryEventStore _journal = Note.NewJournal();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_event_is_in_the_topic_once_as_it_was_recorded()
    {
        await Note.AppendAsync(_journal, 500, 20);
        await using (Writing("a")) await CompleteAsync(500);

        var events = Events();
        Assert.Equal(Enumerable.Range(1, 500).Select(n => (long)n), events.Select(one => one.Position.Value).Order());
        var (recorded, read) = (new List<RecordedEvent>(), events.ToDictionary(one => one.Position));
        await foreach (var page in _journal.ReadAllAsync(Position.Start, EventFilter.All, Cancelled)) recorded.AddRange(page.Events);
        Assert.All(recorded, one => AssertSame(one, read[one.Position]));
    }

    [Fact]
    public async Task A_partition_has_its_events_in_the_journals_order()
    {
        await Note.AppendAsync(_journal, 1_000, 50);
        await using (Writing("a")) await CompleteAsync(1_000);

        foreach (var partition in Records().GroupBy(record => record.Partition.Value))
        {
            var positions = partition.Select(JournalRecord.Read).Where(read => read.IsEvent).Select(read => read.Position.Value);
            Assert.Equal(positions.Order(), positions);
        }
    }

    [Fact]
    public async Task Partitions_in_which_nothing_happens_are_told_where_the_journal_stands()
    {
        await Note.AppendAsync(_journal, 10, 1);
        await using (Writing("a")) await CompleteAsync(10);

        var silent = Records().Where(record => record.Partition.Value != OutboxPartitions.Of("note-s0"));
        Assert.Equal(OutboxPartitions.Count - 1, silent.Select(record => record.Partition.Value).Distinct().Count());
        Assert.All(silent, record => Assert.False(JournalRecord.Read(record).IsEvent));
    }

    [Fact]
    public async Task A_new_writer_goes_on_where_the_former_one_stopped()
    {
        await Note.AppendAsync(_journal, 100, 7);
        await using (Writing("a")) await CompleteAsync(100);
        await Note.AppendAsync(_journal, 100, 7);
        await using (Writing("b")) await CompleteAsync(200);

        Assert.Contains(_log.Lines, line => line.Contains("from position 100 on", StringComparison.Ordinal));
        Assert.Equal(200, Events().Count);
    }

    [Fact]
    public async Task A_broker_that_goes_away_under_load_leaves_no_gap_and_no_disorder()
    {
        await using (Writing("a"))
        {
            var appending = Note.AppendAsync(_journal, 20_000, 50);
            for (var cut = 0; cut < 3; cut++)
            {
                await CompleteAsync(2_000 * (cut + 1));
                _broker.Cluster.TakeDown();
                _broker.Cluster.BringUp();
            }

            await appending;
            await CompleteAsync(20_000);
        }

        foreach (var partition in Events().GroupBy(one => OutboxPartitions.Of(one.Stream.ToString())))
        {
            var first = partition.Select(one => one.Position.Value).Distinct().ToList();
            Assert.Equal(first.Order(), first);
        }

        Assert.Equal(20_000, Events().DistinctBy(one => one.Position).Count());
    }

    [Fact]
    public async Task A_write_that_the_broker_refuses_is_done_again_and_leaves_no_gap()
    {
        await Note.AppendAsync(_journal, 300, 20);
        _broker.Cluster.FailWrites(ErrorCode.PolicyViolation, ErrorCode.NoError, ErrorCode.PolicyViolation);
        await using (Writing("a")) await CompleteAsync(300);

        Assert.Contains(_log.Lines, line => line.Contains("Writing the journal to docket.journal.v1 stopped", StringComparison.Ordinal));
        foreach (var partition in Events().GroupBy(one => OutboxPartitions.Of(one.Stream.ToString())))
        {
            var first = partition.Select(one => one.Position.Value).Distinct().ToList();
            Assert.Equal(first.Order(), first);
        }

        Assert.Equal(300, Events().DistinctBy(one => one.Position).Count());
    }

    [Fact]
    public async Task One_process_writes_and_another_takes_over_when_it_leaves()
    {
        await Note.AppendAsync(_journal, 10, 3);
        var first = Writing("a");
        await CompleteAsync(10);
        await using var second = Writing("b");
        Assert.Single(_log.Lines, line => line.Contains("Writing the journal", StringComparison.Ordinal));

        await first.DisposeAsync();
        await _log.UntilAsync("Writing the journal to docket.journal.v1 from position 10 on, under epoch 2.");
        await Note.AppendAsync(_journal, 10, 3);
        await CompleteAsync(20);

        Assert.Equal(20, Events().Count);
    }

    [Fact]
    public async Task A_writer_whose_lease_another_has_taken_stands_by()
    {
        await Note.AppendAsync(_journal, 10, 3);
        await using var first = Writing("a");
        await CompleteAsync(10);

        _leases.Seize();
        Assert.NotNull(await _leases.TryTakeAsync("kafka/docket.journal.v1", "b", TimeSpan.FromSeconds(6), Cancelled));

        await _log.UntilAsync("Another process writes the journal");
    }

    [Fact]
    public async Task The_topic_of_another_journal_is_an_error()
    {
        await Note.AppendAsync(_journal, 10, 3);
        await using (Writing("a")) await CompleteAsync(10);
        await using var empty = Note.NewJournal();

        await using var writing = Running.Start(token => Writer(empty, "b").RunAsync(token));

        await _log.UntilAsync("goes to position 10 and the journal only to 0");
    }

    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        _broker.Dispose();
    }

    private Running Writing(string owner) => Running.Start(token => Writer(_journal, owner).RunAsync(token));

    private JournalTopicWriter Writer(InMemoryEventStore journal, string owner) =>
        new(_broker.Options, journal, _leases, owner, TimeProvider.System, _log);

    private Task CompleteAsync(long position) => _broker.CompleteAsync(position);

    private IReadOnlyList<ConsumeResult<byte[], byte[]>> Records() => _broker.ReadAll(_broker.Options.JournalTopic);

    private List<RecordedEvent> Events() =>
    [
        .. Records().Where(record => JournalRecord.Read(record).IsEvent)
            .Select(record => JournalRecord.ReadEvent(record, JournalRecord.TypeOf(record), Note.Codec)),
    ];

    private static void AssertSame(RecordedEvent expected, RecordedEvent found)
    {
        Assert.Equal(expected.ToString(), found.ToString());
        Assert.Equal(expected.RecordedAt, found.RecordedAt);
        Assert.Equal(expected.Payload, found.Payload);
        Assert.Equal(expected.Metadata, found.Metadata);
    }
}
