using Confluent.Kafka;
using Docket.Journal.Kafka.Connecting;
using Docket.Journal.Kafka.Records;
using Docket.Journal.Outbox;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Kafka.Publishing;

/// <summary>Publishes the outbox to a topic that has one partition for each of the outbox's.</summary>
/// <remarks>
/// Records of a partition arrive in their order and without gaps; a repeat may follow where an acknowledgement was lost,
/// never an overtaking. A broker compares no epochs: a former owner's late records are repeats too, for it can only have
/// read what its successor publishes first. Within this process an older epoch is refused.
/// </remarks>
public sealed class KafkaPublisher : IPublisher, IDisposable
{
    private const int RetriesMax = 3;

    private readonly KafkaOptions _options;
    private readonly ILogger _logger;
    private readonly PublicRecord _records;
    private readonly Clients _clients;
    private readonly SharedProducer _producer;
    private readonly Lock _gate = new();
    private readonly long[] _epochs = new long[OutboxPartitions.Count];
    private readonly Guid[] _refused = new Guid[OutboxPartitions.Count];

    /// <summary>Connects with the first batch.</summary>
    public KafkaPublisher(KafkaOptions options, ILogger logger)
    {
        (_options, _logger) = (options, logger);
        _records = new PublicRecord(options.Source);
        _clients = new Clients(options, logger);
        _producer = new SharedProducer(_clients.NewProducer);
    }

    /// <inheritdoc/>
    public ValueTask TakeOverAsync(int partition, long epoch, CancellationToken cancellationToken)
    {
        Require(partition, epoch);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    /// <exception cref="KafkaWriteException">The broker cannot take it now.</exception>
    public async ValueTask<PublishAnswer> PublishAsync(PublishBatch batch, CancellationToken cancellationToken)
    {
        Require(batch.Partition, batch.Epoch);
        var records = Records(batch);
        var (done, retries) = (0, 0);
        while (done < records.Count)
        {
            // What was refused goes alone, with a producer of its own: its failing costs the other partitions nothing.
            var alone = done < batch.Events.Count && batch.Events[done].Id == _refused[batch.Partition];
            var deliveries = await (alone
                ? SendAloneAsync(batch.Partition, records[done], cancellationToken)
                : SendAsync(batch.Partition, records, done, cancellationToken));
            done += deliveries.Acknowledged;
            if (deliveries.Stopped is not { } error) continue;
            if (Refusals.IsOfProducer(error) && retries++ < RetriesMax) continue;
            if (!Refusals.IsForGood(error) || done >= batch.Events.Count)
                throw new KafkaWriteException(new KafkaException(error));

            // A broker answers for a whole batch of records: only what fails by itself is to blame.
            _refused[batch.Partition] = batch.Events[done].Id;
            if (alone) return Refuse(batch.Events[done], done, error);
        }

        return new PublishAnswer(batch.Events.Count);
    }

    /// <inheritdoc/>
    public void Dispose() => _producer.Dispose();

    private List<Message<byte[], byte[]>> Records(PublishBatch batch)
    {
        var records = new List<Message<byte[], byte[]>>(batch.Events.Count + 1);
        foreach (var outgoing in batch.Events) records.Add(_records.Write(outgoing));
        if (batch.Watermark is { } watermark) records.Add(PublicRecord.WriteWatermark(watermark));
        return records;
    }

    private async Task<Deliveries> SendAsync(
        int partition, List<Message<byte[], byte[]>> records, int from, CancellationToken cancellationToken)
    {
        var use = _producer.Take();
        var wentWell = false;
        try
        {
            var deliveries = Send(use.Producer, partition, records, from, records.Count - from);
            await deliveries.Done.WaitAsync(_options.PublishPatience, cancellationToken);
            wentWell = deliveries.Stopped is null;
            return deliveries;
        }
        catch (TimeoutException failure)
        {
            throw new KafkaWriteException(failure);
        }
        finally
        {
            _producer.GiveBack(use, retire: !wentWell);
        }
    }

    private async Task<Deliveries> SendAloneAsync(
        int partition, Message<byte[], byte[]> record, CancellationToken cancellationToken)
    {
        using var producer = _clients.NewProducer();
        var deliveries = Send(producer, partition, [record], 0, 1);
        try
        {
            await deliveries.Done.WaitAsync(_options.PublishPatience, cancellationToken);
            return deliveries;
        }
        catch (TimeoutException failure)
        {
            throw new KafkaWriteException(failure);
        }
    }

    private Deliveries Send(
        IProducer<byte[], byte[]> producer, int partition, List<Message<byte[], byte[]>> records, int from, int count)
    {
        var deliveries = new Deliveries(count);
        var to = new TopicPartition(_options.PublicTopic, partition);
        for (var i = 0; i < count; i++)
        {
            var number = i;
            try
            {
                producer.Produce(to, records[from + i], report => deliveries.Report(number, report.Error));
            }
            catch (ProduceException<byte[], byte[]> failure)
            {
                deliveries.NotSentFrom(i, failure.Error);
                break;
            }
        }

        return deliveries;
    }

    private PublishAnswer Refuse(OutgoingEvent refused, int acknowledged, Error error)
    {
        Log.EventRefused(_logger, refused.Id, refused.AggregateId, error.Reason);
        return new PublishAnswer(acknowledged, error.Reason);
    }

    private void Require(int partition, long epoch)
    {
        lock (_gate)
        {
            if (epoch < _epochs[partition]) throw new StaleEpochException(partition, epoch, _epochs[partition]);
            _epochs[partition] = epoch;
        }
    }
}
