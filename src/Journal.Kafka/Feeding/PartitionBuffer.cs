using Docket.Journal.Kafka.Records;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.Feeding;

/// <summary>What has come of one partition and waits for the others, so that the journal's order can be put together.</summary>
/// <param name="from">Everything of the partition up to here is known already.</param>
/// <param name="offset">The offset that reading begins at.</param>
internal sealed class PartitionBuffer(Position from, long offset)
{
    private readonly Queue<(RecordedEvent Event, long Offset)> _waiting = new();
    private long _next = offset;

    /// <summary>Everything of the partition up to here has come.</summary>
    public Position Mark { get; private set; } = from;

    /// <summary>Events that wait.</summary>
    public int Count => _waiting.Count;

    /// <summary>Whether the partition is not asked for more at the moment.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Where a successor would begin to read: at the first event that was not given out.</summary>
    public long ResumeAt => _waiting.TryPeek(out var first) ? first.Offset : _next;

    /// <summary>Takes in a record; false where it is an event that has come before.</summary>
    /// <exception cref="InvalidDataException">Records before it are missing.</exception>
    public bool See(in JournalRecord record, long offset)
    {
        if (offset != _next) throw new InvalidDataException($"Offset {offset} came, and {_next} was next: records are missing.");
        _next++;
        var isNews = record.IsEvent && record.Position > Mark;
        if (record.Mark > Mark) Mark = record.Mark;
        return isNews;
    }

    public void Keep(RecordedEvent recorded, long offset) => _waiting.Enqueue((recorded, offset));

    /// <summary>Gives out what is not beyond a position.</summary>
    public void TakeThrough(Position through, List<RecordedEvent> target)
    {
        while (_waiting.TryPeek(out var first) && first.Event.Position <= through)
        {
            target.Add(first.Event);
            _waiting.Dequeue();
        }
    }
}
