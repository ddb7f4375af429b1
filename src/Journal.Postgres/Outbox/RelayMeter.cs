using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>The relay's figures for whoever listens on the meter <see cref="OutboxRelay.MeterName"/>.</summary>
internal sealed class RelayMeter : IDisposable
{
    private readonly Meter _meter = new(OutboxRelay.MeterName);
    private readonly Counter<long> _published;
    private readonly Counter<long> _refused;
    private readonly ConcurrentDictionary<int, (long Rows, double Age)> _backlog = [];
    private readonly ConcurrentDictionary<int, bool> _stalled = [];
    private long _slotBytes = -1;

    public RelayMeter()
    {
        _published = _meter.CreateCounter<long>("docket.outbox.published", "{event}", "Events published and marked.");
        _refused = _meter.CreateCounter<long>("docket.outbox.refused", "{try}", "Tries that the publisher refused or failed.");
        _meter.CreateObservableGauge(
            "docket.outbox.backlog", () => _backlog.Select(one => Of(one.Key, one.Value.Rows)), "{event}",
            "Unpublished rows of the partitions that this relay has; counted up to 100,000 a partition.");
        _meter.CreateObservableGauge(
            "docket.outbox.backlog.age", () => _backlog.Select(one => Of(one.Key, one.Value.Age)), "s",
            "Age of a partition's oldest unpublished row.");
        _meter.CreateObservableGauge(
            "docket.outbox.stalled", () => _stalled.Select(one => Of(one.Key, one.Value ? 1 : 0)), "{partition}",
            "1 where a partition waits for a refused event.");
        _meter.CreateObservableGauge(
            "docket.outbox.slot.lag", SlotLag, "By", "WAL that the server keeps for the change stream.");
    }

    public void Published(int events) => _published.Add(events);

    public void Refused(int partition)
    {
        _refused.Add(1, new KeyValuePair<string, object?>("partition", partition));
        _stalled[partition] = true;
    }

    public void Flowing(int partition)
    {
        if (_stalled.ContainsKey(partition)) _stalled[partition] = false;
    }

    /// <summary>What was counted of the partitions this relay has; of others it says nothing any more.</summary>
    public void Backlog(IReadOnlyCollection<(int Partition, long Rows, double Age)> counted)
    {
        foreach (var gone in _backlog.Keys.Except(counted.Select(one => one.Partition))) Forget(gone);
        foreach (var (partition, rows, age) in counted) _backlog[partition] = (rows, age);
    }

    public void Slot(long? lagBytes) => Volatile.Write(ref _slotBytes, lagBytes ?? -1);

    public void Dispose() => _meter.Dispose();

    private void Forget(int partition)
    {
        _backlog.TryRemove(partition, out _);
        _stalled.TryRemove(partition, out _);
    }

    private IEnumerable<Measurement<long>> SlotLag() =>
        Volatile.Read(ref _slotBytes) is >= 0 and var bytes ? [new Measurement<long>(bytes)] : [];

    private static Measurement<T> Of<T>(int partition, T value)
        where T : struct => new(value, new KeyValuePair<string, object?>("partition", partition));
}
