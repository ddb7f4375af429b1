using Confluent.Kafka;
using Docket.Journal.Feed;
using Docket.Journal.Kafka.Connecting;
using Docket.Journal.Kafka.Records;
using Docket.Journal.Outbox;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.JournalTopic;

/// <summary>Writes the journal into its topic with one producer, until something fails.</summary>
internal sealed class JournalTopicSession : IDisposable
{
    private const int UnderWayMax = 65_536;
    private const int Partitions = OutboxPartitions.Count;
    private static readonly TimeSpan StillAlive = TimeSpan.FromHours(1);
    private static readonly TimeSpan LastAcknowledgements = TimeSpan.FromSeconds(5);

    private readonly IProducer<byte[], byte[]> _producer;
    private readonly KafkaOptions _options;
    private readonly TimeProvider _clock;
    private readonly Acknowledgements _acknowledged;
    private readonly TopicPartition[] _partitions;

    // Written by the writing thread, read by the one that writes watermarks: what a partition's reader knows already.
    private readonly long[] _marks = new long[Partitions];

    public JournalTopicSession(Clients clients, KafkaOptions options, TimeProvider clock, Position from)
    {
        (_producer, _options, _clock) = (clients.NewProducer(), options, clock);
        _acknowledged = new Acknowledgements(from, UnderWayMax);
        _partitions = [.. Enumerable.Range(0, Partitions).Select(p => new TopicPartition(options.JournalTopic, p))];
    }

    /// <summary>Writes what there is and what comes, and watermarks beside it.</summary>
    public async Task RunAsync(IEventStore store, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = WriteEventsAsync(store, _acknowledged.Complete, ended.Token);
        var marking = WriteWatermarksAsync(ended.Token);
        var first = await Task.WhenAny(writing, marking);
        await ended.CancelAsync();
        await Task.WhenAll(writing, marking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cancellationToken.IsCancellationRequested) _producer.Flush(LastAcknowledgements);
        await first;
    }

    public void Dispose() => _producer.Dispose();

    private async Task WriteEventsAsync(IEventStore store, Position from, CancellationToken cancellationToken)
    {
        await foreach (var page in store.SubscribeAsync(from, EventFilter.All, cancellationToken))
        {
            foreach (var recorded in page.Events)
            {
                await _acknowledged.SendAsync(recorded.Position, cancellationToken);
                Write(recorded);
            }
        }
    }

    private void Write(RecordedEvent recorded)
    {
        var stream = recorded.Stream.ToString();
        var partition = OutboxPartitions.Of(stream);
        var position = recorded.Position;
        _producer.Produce(
            _partitions[partition], JournalRecord.Write(recorded, stream, _acknowledged.Complete),
            report => Told(report.Error, position));
        Volatile.Write(ref _marks[partition], position.Value);
    }

    private async Task WriteWatermarksAsync(CancellationToken cancellationToken)
    {
        // At once: a reader of a partition in which nothing has happened for long learns where the journal stands.
        var told = Position.Start;
        while (true)
        {
            var complete = await BeyondAsync(told, cancellationToken);
            for (var partition = 0; partition < Partitions; partition++)
            {
                var alreadyTold = complete > told && Volatile.Read(ref _marks[partition]) >= complete.Value;
                if (!alreadyTold) WriteWatermark(partition, complete);
            }

            told = complete;
            await Task.Delay(_options.WatermarkInterval, _clock, cancellationToken);
        }
    }

    /// <summary>Also without news now and then, so that retention does not take the last word of where the topic stands.</summary>
    private async ValueTask<Position> BeyondAsync(Position told, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var silence = Task.Delay(StillAlive, _clock, patience.Token);
        var news = _acknowledged.WaitBeyondAsync(told, patience.Token).AsTask();
        await Task.WhenAny(news, silence);
        await patience.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return news.IsCompleted && !news.IsCanceled ? await news : told;
    }

    private void WriteWatermark(int partition, Position complete) =>
        _producer.Produce(_partitions[partition], JournalRecord.WriteWatermark(complete), report =>
        {
            if (report.Error.IsError) _acknowledged.Fail(new KafkaException(report.Error));
        });

    private void Told(Error error, Position position)
    {
        if (error.IsError) _acknowledged.Fail(new KafkaException(error));
        else _acknowledged.Arrived(position);
    }
}
