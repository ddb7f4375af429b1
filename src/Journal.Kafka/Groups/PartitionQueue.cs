using System.Threading.Channels;
using Confluent.Kafka;
using Docket.Journal.Kafka.Records;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.Groups;

/// <summary>Records of one partition between the thread that fetches them and the worker that applies them.</summary>
internal sealed class PartitionQueue
{
    private const int BatchEventsMax = 1_000;

    private readonly Channel<ConsumeResult<byte[], byte[]>> _records =
        Channel.CreateUnbounded<ConsumeResult<byte[], byte[]>>(new UnboundedChannelOptions { SingleReader = true });

    private readonly PartitionPlace _start;
    private readonly EventFilter _filter;
    private readonly EventCodec _codec;
    private PartitionPlace _place;
    private long _next;
    private int _count;

    /// <summary>Empty, for what comes after a place.</summary>
    /// <param name="start">The place.</param>
    /// <param name="from">The first offset to come.</param>
    /// <param name="filter">Events that are wanted.</param>
    /// <param name="codec">Decodes them.</param>
    public PartitionQueue(PartitionPlace start, long from, EventFilter filter, EventCodec codec) =>
        (_start, _place, _next, _filter, _codec) = (start, start, from, filter, codec);

    /// <summary>Records that wait. Bounded by whoever fetches: it pauses the partition.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes a record in.</summary>
    public void Add(ConsumeResult<byte[], byte[]> record)
    {
        Interlocked.Increment(ref _count);
        _records.Writer.TryWrite(record);
    }

    /// <summary>Waits for records and puts together what is there.</summary>
    /// <exception cref="InvalidDataException">Records are missing, or the topic is not the one the place was kept for.</exception>
    public async ValueTask<PartitionBatch> NextAsync(CancellationToken cancellationToken)
    {
        await _records.Reader.WaitToReadAsync(cancellationToken);
        var events = new List<RecordedEvent>();
        while (events.Count < BatchEventsMax && _records.Reader.TryRead(out var record))
        {
            Interlocked.Decrement(ref _count);
            if (Take(record) is { } recorded) events.Add(recorded);
        }

        return new PartitionBatch(events, _place);
    }

    private RecordedEvent? Take(ConsumeResult<byte[], byte[]> record)
    {
        if (record.Offset.Value != _next)
            throw new InvalidDataException($"{record.TopicPartitionOffset} came, and {_next} was next: records are missing.");
        _next++;
        var read = JournalRecord.Read(record);
        if (record.Offset.Value < _start.Offset)
        {
            // The record before the place is read again to see that it is still the one that was there.
            if (read.Mark > _start.Position)
                throw new InvalidDataException($"{record.TopicPartitionOffset} is beyond {_start.Position}: another topic by now.");
            return null;
        }

        var isNews = read.IsEvent && read.Position > _place.Position;
        _place = new PartitionPlace(read.Mark > _place.Position ? read.Mark : _place.Position, record.Offset.Value + 1);
        if (!isNews) return null;
        var type = JournalRecord.TypeOf(record);
        return _filter.Wants(type) ? JournalRecord.ReadEvent(record, type, _codec) : null;
    }
}
