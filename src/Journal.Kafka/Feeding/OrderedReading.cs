using Confluent.Kafka;
using Docket.Journal.Kafka.JournalTopic;
using Docket.Journal.Kafka.Records;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.Feeding;

/// <summary>Reads all partitions with one consumer and puts the journal's order together again.</summary>
/// <remarks>
/// A position is safe to give out once every one before it has come, or once every partition is known to have come at
/// least so far: quiet ones say so by watermarks. Used by one thread.
/// </remarks>
internal sealed class OrderedReading
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    private const int PageEventsMax = 4_096;
    private const int AheadMax = 1 << 18;

    private readonly IConsumer<byte[], byte[]> _reader;
    private readonly string _topic;
    private readonly PartitionBuffer[] _partitions;
    private readonly EventFilter _filter;
    private readonly EventCodec _codec;
    private readonly int _eventsMax;
    private readonly GaplessRun _come;
    private Position _given;

    public OrderedReading(
        IConsumer<byte[], byte[]> reader, KafkaOptions options, IReadOnlyList<long> offsets, Position after,
        EventFilter filter, EventCodec codec)
    {
        (_reader, _topic, _filter, _codec, _given) = (reader, options.JournalTopic, filter, codec, after);
        _eventsMax = options.PartitionEventsMax;
        _come = new GaplessRun(after, AheadMax);
        _partitions = [.. offsets.Select(offset => new PartitionBuffer(after, offset))];
        reader.Assign(offsets.Select((offset, partition) => new TopicPartitionOffset(_topic, partition, offset)));
    }

    /// <summary>How far each partition has come, for whoever looks.</summary>
    public IEnumerable<Position> Marks =>
        _partitions.Select(partition => partition.Mark > _given ? partition.Mark : _given);

    /// <summary>The next page: everything that is safe now. Waits until something is.</summary>
    public OrderedPage Next(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // All that has come already first, so that pages are large while the reader is behind.
            var record = _reader.Consume(TimeSpan.Zero);
            var seen = 0;
            for (; record is not null && seen < PageEventsMax; record = _reader.Consume(TimeSpan.Zero), seen++) See(record);
            if (record is not null) See(record);
            if (TakeSafe() is { } page) return page;
            if (_reader.Consume(Glance) is { } later) See(later);
        }
    }

    /// <summary>Says that a page was applied for good: a successor begins after it.</summary>
    public void Store(OrderedPage page)
    {
        for (var partition = 0; partition < page.Offsets.Count; partition++)
            _reader.StoreOffset(new TopicPartitionOffset(_topic, partition, page.Offsets[partition]));
    }

    private void See(ConsumeResult<byte[], byte[]> record)
    {
        if (record.IsPartitionEOF) return;
        var partition = _partitions[record.Partition.Value];
        var read = JournalRecord.Read(record);
        if (!partition.See(read, record.Offset.Value)) return;
        _come.Come(read.Position);
        var type = JournalRecord.TypeOf(record);
        if (!_filter.Wants(type)) return;
        partition.Keep(JournalRecord.ReadEvent(record, type, _codec), record.Offset.Value);
        if (partition.Count < _eventsMax || partition.IsPaused) return;

        // It is ahead of the others: bounded, it waits for them.
        _reader.Pause([new TopicPartition(_topic, record.Partition)]);
        partition.IsPaused = true;
    }

    private OrderedPage? TakeSafe()
    {
        _come.ComeThrough(_partitions.Min(partition => partition.Mark));
        var safe = _come.Through;
        if (safe <= _given) return null;
        var events = new List<RecordedEvent>();
        for (var number = 0; number < _partitions.Length; number++)
        {
            var partition = _partitions[number];
            partition.TakeThrough(safe, events);
            if (!partition.IsPaused || partition.Count > _eventsMax / 2) continue;
            _reader.Resume([new TopicPartition(_topic, number)]);
            partition.IsPaused = false;
        }

        events.Sort((left, right) => left.Position.CompareTo(right.Position));
        _given = safe;
        return new OrderedPage(new EventPage(events, safe), [.. _partitions.Select(partition => partition.ResumeAt)]);
    }
}

/// <summary>A page, and where reading would go on after it.</summary>
internal sealed record OrderedPage(EventPage Page, IReadOnlyList<long> Offsets);
