using Docket.Journal.Processes.Choreography;
using Docket.Journal.Store;

namespace Docket.Journal.Processes.Running;

/// <summary>
/// Some partitions' instances, from the moment this process got them: it folds the journal to learn what there is to
/// do, does it, and follows the journal for what comes.
/// </summary>
/// <remarks>
/// The history is read once a shift: at the start of a process, and when it takes over from one that ended.
/// </remarks>
internal sealed class Shift : IAsyncDisposable
{
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(1);
    private readonly IEventStore _store;
    private readonly ProcessHostOptions _options;
    private readonly EventFilter _filter;
    private readonly Listening? _listening;
    private readonly OwnedPartition?[] _partitions = new OwnedPartition?[ProcessPartitions.Count];
    private readonly HashSet<StreamName> _hearing = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly InstanceIndex _index;
    private readonly TimerDispatcher _timers;
    private readonly InstanceRuns _runs;
    private Task _working = Task.CompletedTask;

    public Shift(
        IEventStore store, Scope scope, InstanceRunner runner, IEnumerable<OwnedPartition> partitions,
        ProcessHostOptions options)
    {
        (_store, _filter, _listening, _options) = (store, scope.Filter, scope.Listening, options);
        foreach (var partition in partitions) _partitions[partition.Number] = partition;
        _runs = new InstanceRuns(runner, OwnerOf, options.RunsMax, options.Clock, options.Logger);
        _timers = new TimerDispatcher(store, WakeAnyway, options.Clock, options.Logger);
        _index = new InstanceIndex(_timers.Add);
    }

    /// <summary>Whether every partition was lost or given back.</summary>
    public bool IsOver => Array.TrueForAll(_partitions, partition => partition is null);

    /// <summary>Timers held, for the figures.</summary>
    public int TimerCount => _timers.Count;

    public void Start() => _working = WorkAsync(_stopping.Token);

    /// <summary>Stops the work on a partition, at once.</summary>
    public void Drop(OwnedPartition partition)
    {
        if (_partitions[partition.Number] == partition) _partitions[partition.Number] = null;
        _listening?.Heard.RemoveAll(stream => ProcessPartitions.Of(stream) == partition.Number);
        partition.Lose();
    }

    /// <summary>Ends the shift; its partitions were dropped before.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping.Cancel();
        await _working;
        await _runs.DrainAsync();
        _timers.Dispose();
        _stopping.Dispose();
    }

    private OwnedPartition? OwnerOf(StreamName stream) => _partitions[ProcessPartitions.Of(stream)];

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        await Task.Yield(); // Folding the history takes its time.
        var (position, dispatching) = (Position.Start, Task.CompletedTask);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var page in _store.ReadAllAsync(position, _filter, cancellationToken))
                {
                    Fold(page);
                    position = page.Through;
                    if (_index.IsLive) WakeWanting();
                }

                if (!_index.IsLive) dispatching = GoLive(cancellationToken);
                await _store.WaitForAppendAsync(position, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                Log.ProcessesNotFollowed(_options.Logger, failure, position.Value, FailurePause);
                await Task.Delay(FailurePause, _options.Clock, cancellationToken).ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }

        await dispatching;
    }

    private void Fold(EventPage page)
    {
        foreach (var recorded in page.Events)
        {
            if (_listening is not null) Hear(recorded, _listening);
            if ((_listening?.Role.MayRun(recorded.Stream) ?? !PartStreams.IsPart(recorded.Stream))
                && OwnerOf(recorded.Stream) is not null)
                Apply(recorded);
        }
    }

    private void Apply(RecordedEvent recorded)
    {
        if (_listening is { Heard: var heard })
        {
            heard.Saw(recorded);
            if (!heard.IsWaiting(recorded.Stream)) _hearing.Remove(recorded.Stream);
        }

        _index.Apply(recorded);
    }

    private void Hear(RecordedEvent recorded, Listening listening)
    {
        if (!Heard.IsTold(recorded)) return;
        foreach (var (stream, direction) in listening.Role.ConsumersOf(recorded))
        {
            if (OwnerOf(stream) is null) continue;
            listening.Heard.Add(stream, direction, recorded);
            _hearing.Add(stream);
        }
    }

    private Task GoLive(CancellationToken cancellationToken)
    {
        _index.EndHistory();
        WakeWanting();
        return _timers.RunAsync(cancellationToken);
    }

    private void WakeWanting()
    {
        foreach (var (stream, seen) in _index.TakeWanting()) _runs.Wake(stream, seen);
        foreach (var stream in _hearing)
            if (_listening!.Heard.IsWaiting(stream)) WakeAnyway(stream);
        _hearing.Clear();
    }

    private void WakeAnyway(StreamName stream) => _runs.Wake(stream, new StreamVersion(long.MaxValue));
}
