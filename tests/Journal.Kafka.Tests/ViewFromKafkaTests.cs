using Docket.Journal.Kafka.Feeding;
using Docket.Journal.Kafka.JournalTopic;
using Docket.Journal.Kafka.Tests.Brokers;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.Tests;

public sealed class ViewFromKafkaTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_view_fed_from_Kafka_equals_one_fed_from_the_journal()
    {
        using var broker = new TestBroker();
        await using var journal = Note.NewJournal();
        await using var writing = Running.Start(token => new JournalTopicWriter(
            broker.Options, journal, new TestLeases(), "a", TimeProvider.System, new HeardLog()).RunAsync(token));
        var feed = new KafkaEventFeed(broker.Options, journal, Note.Codec, new HeardLog());

        var fromKafka = await HashAsync(journal, new ViewHostOptions { Clock = TimeProvider.System, Logger = new HeardLog(), Feed = feed });
        var fromJournal = await HashAsync(journal, new ViewHostOptions { Clock = TimeProvider.System, Logger = new HeardLog() }, 0);

        Assert.Equal(70, fromKafka.Rows);
        Assert.Equal(fromJournal, fromKafka);
    }

    private static async Task<(long Rows, UInt128 Hash)> HashAsync(
        InMemory.InMemoryEventStore journal, ViewHostOptions options, int append = 3_000)
    {
        await using var host = new ViewHost(journal, Note.Codec, new InMemoryViewStorage(), options);
        var view = host.Add(LastNote.View);
        await host.StartAsync(Cancelled);
        await Note.AppendAsync(journal, append, 70);
        Assert.True(await view.Watermark.WaitForAsync(journal.Head, TimeSpan.FromSeconds(30), Cancelled));
        return view.Held;
    }
}
