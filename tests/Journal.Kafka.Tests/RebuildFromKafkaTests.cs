using Docket.Journal.InMemory;
using Docket.Journal.Kafka.Feeding;
using Docket.Journal.Kafka.JournalTopic;
using Docket.Journal.Kafka.Tests.Brokers;
using Docket.Journal.Outbox;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.Tests;

public sealed class RebuildFromKafkaTests : IAsyncDisposable
{
    private const int Events = 3_000;
    private readonly TestBroker _broker = new();
    private readonly InMemoryEventStore _journal = Note.NewJournal();
    private readonly WatchedStore _watched;
    private readonly Running _writing;

    public RebuildFromKafkaTests()
    {
        _watched = new WatchedStore(_journal);
        _writing = Running.Start(token => new JournalTopicWriter(
            _broker.Options, _journal, new TestLeases(), "a", TimeProvider.System, new HeardLog()).RunAsync(token));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rebuild_reads_the_topic_and_leaves_the_journal_alone()
    {
        var rebuilt = await RebuildAsync(() => { });

        Assert.StartsWith("Equal", rebuilt.Outcome, StringComparison.Ordinal);
        Assert.InRange(_watched.EventsRead, 0, Events / 2);
    }

    [Fact]
    public async Task Where_the_topics_beginning_is_gone_it_comes_from_the_journal_without_hole_or_double()
    {
        var rebuilt = await RebuildAsync(DropOlderHalf);

        Assert.StartsWith("Equal", rebuilt.Outcome, StringComparison.Ordinal);
        Assert.InRange(_watched.EventsRead, Events, long.MaxValue);
    }

    [Fact]
    public async Task Where_the_topic_cannot_be_read_the_journal_is()
    {
        var rebuilt = await RebuildAsync(() => _broker.Cluster.SetTopicError(
            _broker.Options.JournalTopic, Confluent.Kafka.ErrorCode.TopicAuthorizationFailed));

        Assert.StartsWith("Equal", rebuilt.Outcome, StringComparison.Ordinal);
        Assert.InRange(_watched.EventsRead, Events, long.MaxValue);
    }

    public async ValueTask DisposeAsync()
    {
        await _writing.DisposeAsync();
        await _journal.DisposeAsync();
        _broker.Dispose();
    }

    /// <summary>Rebuilds a view that holds everything, while more is appended.</summary>
    private async Task<RebuildProgress> RebuildAsync(Action before)
    {
        var feed = new KafkaEventFeed(_broker.Options, _watched, Note.Codec, new HeardLog());
        await using var host = new ViewHost(_watched, Note.Codec, new InMemoryViewStorage(), new ViewHostOptions
        {
            Clock = TimeProvider.System,
            Logger = new HeardLog(),
            Feed = feed,
        });
        var view = host.Add(LastNote.View);
        await Note.AppendAsync(_journal, Events, 70);
        await host.StartAsync(Cancelled);
        Assert.True(await view.Watermark.WaitForAsync(_journal.Head, TimeSpan.FromSeconds(30), Cancelled));
        before();
        _watched.Reset();
        var appending = Note.AppendAsync(_journal, 200, 70);
        Assert.True(host.StartRebuild(view.Name));
        await host.WaitForRebuildAsync(view.Name, Cancelled);
        await appending;
        Assert.Equal(RebuildStage.Swapped, host.RebuildOf(view.Name)!.Stage);
        return host.RebuildOf(view.Name)!;
    }

    private void DropOlderHalf()
    {
        for (var partition = 0; partition < OutboxPartitions.Count; partition++)
            _broker.Cluster.DropBefore(
                _broker.Options.JournalTopic, partition, _broker.High(_broker.Options.JournalTopic, partition) / 2);
    }
}
