using Docket.Journal.InMemory;
using Docket.Journal.Kafka.Groups;
using Docket.Journal.Kafka.JournalTopic;
using Docket.Journal.Kafka.Tests.Brokers;
using Docket.Journal.Outbox;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.Tests;

public sealed class GroupFeedTests : IAsyncDisposable
{
    private readonly TestBroker _broker = new();
    private readonly HeardLog _log = new();
    private readonly TestSink _sink = new();
    private readonly InMemoryEventStore _journal = Note.NewJournal();
    private readonly Running _writing;

    public GroupFeedTests() => _writing = Running.Start(token =>
        new JournalTopicWriter(_broker.Options, _journal, new TestLeases(), "a", TimeProvider.System, _log).RunAsync(token));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Members_share_the_partitions_and_each_event_takes_effect_once_in_its_streams_order()
    {
        await using var first = Member();
        await using var second = Member();
        await Note.AppendAsync(_journal, 5_000, 100);

        await _sink.UntilAppliedAsync(5_000);

        await _sink.AssertCompleteAsync(_journal);
    }

    [Fact]
    public async Task Members_that_come_and_go_all_the_time_lose_and_repeat_nothing()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var appending = AppendUntilAsync(enough.Token);
        await using var steady = Member();
        await TakenAsync(OutboxPartitions.Count);
        for (var round = 0; round < 4; round++)
        {
            await using var second = Member();
            await TakenAsync(1);
            await using var third = Member();
            await TakenAsync(1);
        }

        await TakenAsync(1);
        await enough.CancelAsync();
        await appending;
        await _sink.UntilAppliedAsync((int)_journal.Head.Value);

        await _sink.AssertCompleteAsync(_journal);
    }

    [Fact]
    public async Task A_batch_of_a_partitions_former_owner_is_refused_when_it_arrives_at_last()
    {
        await Note.AppendAsync(_journal, 500, 100);
        var (stuck, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var hold = 1;
        _sink.Before = claim =>
        {
            if (Interlocked.Exchange(ref hold, 0) == 0) return Task.CompletedTask;
            stuck.SetResult();
            return release.Task;
        };
        // It hangs in the sink with a batch in hand when it leaves, and another one takes its partitions over.
        var first = Member();
        await stuck.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        var leaving = first.DisposeAsync().AsTask();
        await using var second = Member();
        await _sink.UntilAppliedAsync(500);

        release.SetResult();
        await _sink.UntilAsync(sink => sink.Refused == 1, "the late batch");

        await leaving;
        await _sink.AssertCompleteAsync(_journal);
    }

    [Fact]
    public async Task A_partition_claimed_by_somebody_who_is_not_in_the_group_is_claimed_back()
    {
        await using var member = Member();
        await Note.AppendAsync(_journal, 500, 100);
        await _sink.UntilAppliedAsync(500);

        for (var partition = 0; partition < OutboxPartitions.Count; partition++) await _sink.ClaimAsync(partition, Cancelled);
        await Note.AppendAsync(_journal, 500, 100);
        await _sink.UntilAppliedAsync(1_000);

        Assert.True(_sink.Refused >= OutboxPartitions.Count);
        await _sink.AssertCompleteAsync(_journal);
    }

    [Fact]
    public async Task A_sink_that_hangs_makes_its_partitions_pause_until_it_goes_on()
    {
        var release = new TaskCompletionSource();
        _sink.Before = _ => release.Task;
        await using var member = Member(_broker.Options with { PartitionEventsMax = 50 });
        await Note.AppendAsync(_journal, 10_000, 100);

        // A batch of at most 1,000 is in hand, and behind it no more than these.
        await _log.UntilAsync("is paused: 50 records wait");
        Assert.Equal(0, _sink.Applied);
        release.SetResult();
        await _sink.UntilAppliedAsync(10_000);

        await _sink.AssertCompleteAsync(_journal);
    }

    [Fact]
    public async Task A_sink_that_fails_gets_the_same_events_again()
    {
        var left = 40;
        _sink.Before = _ => Interlocked.Decrement(ref left) > 0 ? throw new IOException("away") : Task.CompletedTask;
        await using var member = Member();
        await Note.AppendAsync(_journal, 2_000, 100);

        await _sink.UntilAppliedAsync(2_000);

        await _sink.AssertCompleteAsync(_journal);
    }

    [Fact]
    public async Task A_member_that_returns_goes_on_from_the_sinks_place()
    {
        await Note.AppendAsync(_journal, 1_000, 100);
        await using (Member()) await _sink.UntilAppliedAsync(1_000);
        await Note.AppendAsync(_journal, 1_000, 100);
        await using (Member()) await _sink.UntilAppliedAsync(2_000);

        await _sink.AssertCompleteAsync(_journal);
        Assert.DoesNotContain(_log.Lines, line => line.Contains("read from the journal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_retention_has_dropped_meanwhile_comes_from_the_journal()
    {
        await Note.AppendAsync(_journal, 1_000, 100);
        await using (Member()) await _sink.UntilAppliedAsync(1_000);
        await Note.AppendAsync(_journal, 2_000, 100);
        await _broker.CompleteAsync(3_000);
        for (var partition = 0; partition < OutboxPartitions.Count; partition++)
            _broker.Cluster.DropBefore(
                _broker.Options.JournalTopic, partition, _broker.High(_broker.Options.JournalTopic, partition) - 1);

        await using var member = Member();
        await Note.AppendAsync(_journal, 1_000, 100);
        await _sink.UntilAppliedAsync(4_000);

        await _sink.AssertCompleteAsync(_journal);
    }

    [Fact]
    public async Task A_broker_that_goes_away_is_waited_for()
    {
        await using var first = Member();
        await using var second = Member();
        for (var part = 1; part <= 3; part++)
        {
            await Note.AppendAsync(_journal, 2_000, 100);
            await _sink.UntilAppliedAsync(2_000 * part - 1_000);
            _broker.Cluster.TakeDown();
            _broker.Cluster.BringUp();
        }

        await _sink.UntilAppliedAsync(6_000);

        await _sink.AssertCompleteAsync(_journal);
    }

    [Fact]
    public async Task Quiet_partitions_move_on_with_the_journal()
    {
        await using var member = Member();
        await Note.AppendAsync(_journal, 20, 1);

        await _sink.UntilAsync(
            sink => Enumerable.Range(0, OutboxPartitions.Count).All(partition => sink.Place(partition).Position == new Position(20)),
            "every partition at 20");
    }

    [Fact]
    public async Task The_group_commits_what_was_applied()
    {
        await using var member = Member();
        await Note.AppendAsync(_journal, 500, 100);
        await _sink.UntilAppliedAsync(500);

        Assert.True(_broker.WaitForCommit("docket.notes", _broker.Options.JournalTopic, 0) > 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _writing.DisposeAsync();
        await _journal.DisposeAsync();
        _broker.Dispose();
    }

    private async Task AppendUntilAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await Note.AppendAsync(_journal, 100, 200);
            await _sink.UntilAppliedAsync((int)_journal.Head.Value - 2_000);
        }
    }

    /// <summary>Waits until so many more partitions were taken over.</summary>
    private Task TakenAsync(int partitions)
    {
        const string taken = "is ours from position";
        return _log.UntilAsync(
            taken, partitions + _log.Lines.Count(line => line.Contains(taken, StringComparison.Ordinal)));
    }

    private Running Member(KafkaOptions? options = null) => Running.Start(token =>
        new GroupFeed(options ?? _broker.Options, _journal, Note.Codec, TimeProvider.System, _log)
            .RunAsync("notes", EventFilter.All, _sink, token));
}
