using Docket.Journal.Kafka.Tests.Brokers;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.Tests;

/// <summary>A sink as a database would be one: claims, places and effects change together. It checks what it is given.</summary>
internal sealed class TestSink : IPartitionSink
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, (long Epoch, PartitionPlace Place)> _partitions = [];
    private readonly Dictionary<StreamName, List<long>> _applied = [];
    private readonly List<string> _wrong = [];
    private readonly Seen _seen = new();
    private int _refused;
    private int _batches;

    /// <summary>Called before a batch is applied; may wait, and may throw. The wait is not cut short: nothing comes back from a sink that hangs.</summary>
    public Func<PartitionClaim, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Events that took effect.</summary>
    public int Applied
    {
        get
        {
            lock (_gate) return _applied.Values.Sum(stream => stream.Count);
        }
    }

    /// <summary>Batches of former owners.</summary>
    public int Refused
    {
        get
        {
            lock (_gate) return _refused;
        }
    }

    public int Batches
    {
        get
        {
            lock (_gate) return _batches;
        }
    }

    public PartitionPlace Place(int partition)
    {
        lock (_gate) return _partitions.GetValueOrDefault(partition).Place;
    }

    /// <summary>Waits until so many events took effect.</summary>
    public Task UntilAppliedAsync(int events) => _seen.UntilAsync(() => Applied >= events, $"{events} events applied");

    public Task UntilAsync(Func<TestSink, bool> wanted, string what) => _seen.UntilAsync(() => wanted(this), what);

    /// <summary>Fails unless every event of the journal took effect once, and each stream's in their order.</summary>
    public async Task AssertCompleteAsync(IEventStore journal)
    {
        var expected = new Dictionary<StreamName, List<long>>();
        await foreach (var page in journal.ReadAllAsync(Position.Start, EventFilter.All, CancellationToken.None))
        {
            foreach (var one in page.Events)
            {
                if (!expected.TryGetValue(one.Stream, out var versions)) expected[one.Stream] = versions = [];
                versions.Add(one.Version.Value);
            }
        }

        lock (_gate)
        {
            Assert.Empty(_wrong);
            Assert.Equal(expected.Count, _applied.Count);
            foreach (var (stream, versions) in expected) Assert.Equal(versions, _applied[stream]);
        }
    }

    public ValueTask<PartitionClaim> ClaimAsync(int partition, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var (epoch, place) = _partitions.GetValueOrDefault(partition, (0, PartitionPlace.Start));
            _partitions[partition] = (epoch + 1, place);
            return ValueTask.FromResult(new PartitionClaim(partition, epoch + 1, place));
        }
    }

    public async ValueTask<bool> TryApplyAsync(
        PartitionClaim claim, PartitionBatch batch, CancellationToken cancellationToken)
    {
        await Before(claim);
        try
        {
            lock (_gate) return TryApply(claim, batch);
        }
        finally
        {
            _seen.Changed();
        }
    }

    private bool TryApply(PartitionClaim claim, PartitionBatch batch)
    {
        var (epoch, place) = _partitions[claim.Partition];
        if (claim.Epoch != epoch)
        {
            _refused++;
            return false;
        }

        _batches++;
        foreach (var one in batch.Events)
        {
            if (one.Position <= place.Position || one.Position > batch.Through.Position)
                _wrong.Add($"{one} at {place}, through {batch.Through}");
            if (!_applied.TryGetValue(one.Stream, out var versions)) _applied[one.Stream] = versions = [];
            versions.Add(one.Version.Value);
        }

        _partitions[claim.Partition] = (epoch, batch.Through);
        return true;
    }
}
