using Docket.Journal.Kafka.Feeding;
using Docket.Journal.Kafka.JournalTopic;
using Docket.Journal.Kafka.Tests.Brokers;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.Kernel;

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
        var view = host.Add(new ViewDefinition<string, LastNote, NoFigures<string, LastNote>>(
            new LastNoteProjection(), new LastNoteCodec(), () => new NoFigures<string, LastNote>(), FiguresNeedRows: false));
        await host.StartAsync(Cancelled);
        await Note.AppendAsync(journal, append, 70);
        Assert.True(await view.Watermark.WaitForAsync(journal.Head, TimeSpan.FromSeconds(30), Cancelled));
        return view.Held;
    }

    private sealed record LastNote(string Text, long Version);

    private sealed class LastNoteProjection : IProjection<string, LastNote>
    {
        public string Name => "last-note";

        public int SchemaVersion => 1;

        public IReadOnlyCollection<Type> Handles => [typeof(Note)];

        public ValueList<string> KeysOf(RecordedEvent recorded) => [recorded.Stream.Id];

        public LastNote? Apply(string key, LastNote? row, RecordedEvent recorded) =>
            new(((Note)recorded.Payload).Text, recorded.Version.Value);
    }

    private sealed class LastNoteCodec : IRowCodec<string, LastNote>
    {
        public void WriteKey(string key, RowWriter writer) => writer.WriteText(key);

        public string ReadKey(ref RowReader reader) => reader.ReadText();

        public void WriteRow(string key, LastNote row, RowWriter writer)
        {
            writer.WriteText(row.Text);
            writer.WriteSigned(row.Version);
        }

        public LastNote ReadRow(string key, ref RowReader reader) => new(reader.ReadText(), reader.ReadSigned());
    }
}
