using Docket.Journal.Outbox;
using Docket.Journal.Store;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>What a lane publishes in one turn.</summary>
internal sealed class LanePage
{
    private readonly Dictionary<PartitionFlow, List<OutgoingEvent>> _events = [];
    private readonly Dictionary<PartitionFlow, Position> _clear = [];

    /// <summary>Where the stream's last transaction in this page ended.</summary>
    public NpgsqlLogSequenceNumber? End { get; set; }

    /// <summary>How many events it holds.</summary>
    public int Count { get; private set; }

    public void Add(PartitionFlow flow, OutgoingEvent outgoing)
    {
        if (!_events.TryGetValue(flow, out var events)) _events.Add(flow, events = []);
        events.Add(outgoing);
        Count++;
    }

    public List<OutgoingEvent> Of(PartitionFlow flow) => _events.GetValueOrDefault(flow) ?? [];

    /// <summary>With this page the flow has nothing unpublished up to a position.</summary>
    public void Clear(PartitionFlow flow, Position through) => _clear[flow] = through;

    /// <summary>Not all of the flow's events were taken: it is not clear.</summary>
    public void NotClear(PartitionFlow flow) => _clear.Remove(flow);

    /// <summary>Up to where the flow is clear with this page; null where more may follow.</summary>
    public Position? ClearThrough(PartitionFlow flow) =>
        _clear.TryGetValue(flow, out var through) ? through : null;
}
