using Docket.Journal.Leasing;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Processes.Running;
using Docket.Journal.Serialization;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;

namespace Docket.Journal.Processes;

/// <summary>Runs the instances of one journal: this process's share of them, and all where it is alone.</summary>
/// <remarks>
/// What it must not forget is in the instances' streams. Kill it at any moment: it, or another one, goes on where the
/// streams end.
/// </remarks>
public sealed class ProcessHost : IAsyncDisposable
{
    /// <summary>The meter that the processes' figures are on.</summary>
    public const string MeterName = "Docket.Processes";

    private readonly IEventStore _store;
    private readonly ProcessHostOptions _options;
    private readonly ProcessMeter _meter;
    private readonly InstanceRunner _runner;
    private readonly PartitionLeases _leases;
    private readonly Scope _scope;
    private readonly List<OwnedPartition> _held = [];
    private readonly List<Shift> _shifts = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _keeping = Task.CompletedTask;
    private DateTimeOffset _renewedAt;
    private string? _failure;

    /// <summary>Prepares; nothing runs yet.</summary>
    /// <param name="store">The journal; whoever made it closes it, after this host.</param>
    /// <param name="codec">The journal's codec; <see cref="Serialization.ProcessCodec"/> registers what the engine
    /// writes.</param>
    /// <param name="catalog">Every definition that instances run on, former versions too.</param>
    /// <param name="participants">By the names that the definitions use.</param>
    /// <param name="leases">Shared by all processes on this journal.</param>
    /// <param name="options">Time, chance, log and bounds.</param>
    /// <param name="snapshots">Spares replays of long instances; null for none.</param>
    /// <exception cref="InvalidOperationException">A definition names a participant that is not given.</exception>
    public ProcessHost(
        IEventStore store, EventCodec codec, ProcessCatalog catalog,
        IReadOnlyDictionary<string, IParticipant> participants, ILeases leases, ProcessHostOptions options, ISnapshotStore? snapshots)
        : this(
            new HostParts(store, catalog, Process.Decider(catalog), participants, leases, options, snapshots),
            Scope.Whole(codec))
    {
    }

    /// <summary>For who runs parts of instances, and for tests that plant a bug in the rules.</summary>
    internal ProcessHost(HostParts parts, Scope scope)
    {
        if (scope.Listening is null) parts.CheckParticipants();
        (_store, _scope, _options) = (parts.Store, scope, parts.Options);
        var instances = new ProcessInstances(parts.Store, parts.Decider, parts.Options.Tell, parts.Snapshots);
        var caller = new ParticipantCaller(parts.Participants, _options.Clock);
        _meter = new ProcessMeter(_options.Logger);
        _runner = new InstanceRunner(instances, parts.Catalog, scope, caller, _meter, _options);
        _leases = new PartitionLeases(parts.Leases, scope.LeasePrefix, _options.Owner, _options.LeaseLength);
    }

    /// <summary>The partitions this process has, of 16.</summary>
    public int PartitionsHeld => _held.Count;

    /// <summary>Timers held in memory: those that are set, and overtaken ones that are not due yet.</summary>
    public int TimersHeld => _shifts.Sum(shift => shift.TimerCount);

    /// <summary>
    /// Why this process cannot keep its share of the instances now, as a sentence; null while it can.
    /// </summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>Begins to take its share and to run it.</summary>
    public void Start() => _keeping = KeepShareAsync(_stopping.Token);

    /// <summary>Stops: tries without an answer are left to whoever comes next, and the leases are given back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        _stopping.Cancel();
        await _keeping;
        var held = _held.ToList();
        foreach (var partition in held) Drop(partition);
        foreach (var shift in _shifts) await shift.DisposeAsync();
        foreach (var partition in held) await _leases.ReleaseAsync(partition, CancellationToken.None);
        await _leases.LeaveAsync(CancellationToken.None);
        _meter.Dispose();
        _stopping.Dispose();
    }

    private async Task KeepShareAsync(CancellationToken cancellationToken)
    {
        await Task.Yield(); // Not on the time of whoever starts it.
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ShareOutAsync(cancellationToken);
                Volatile.Write(ref _failure, null);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Volatile.Write(ref _failure, failure.Message);
                Log.ProcessLeasesNotKept(_options.Logger, failure, _held.Count);
                if (_options.Clock.GetUtcNow() - _renewedAt >= _options.LeaseLength)
                    foreach (var partition in _held.ToList()) Drop(partition);
            }

            await Task.Delay(_options.LeaseLength / 3, _options.Clock, cancellationToken).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private async Task ShareOutAsync(CancellationToken cancellationToken)
    {
        var now = _options.Clock.GetUtcNow();
        foreach (var lost in await _leases.RenewAsync(_held, cancellationToken)) Drop(lost);
        _renewedAt = now;
        var share = await _leases.FairShareAsync(cancellationToken);
        foreach (var surplus in _held.Skip(share).ToList())
        {
            Drop(surplus);
            await _leases.ReleaseAsync(surplus, cancellationToken);
        }

        var gained = await _leases.TakeAsync(_held, share - _held.Count, cancellationToken);
        if (gained.Count > 0) Begin(gained);
        foreach (var over in _shifts.Where(shift => shift.IsOver).ToList())
        {
            _shifts.Remove(over);
            await over.DisposeAsync();
        }
    }

    private void Begin(IReadOnlyList<OwnedPartition> gained)
    {
        _held.AddRange(gained);
        var shift = new Shift(_store, _scope, _runner, gained, _options);
        _shifts.Add(shift);
        shift.Start();
    }

    private void Drop(OwnedPartition partition)
    {
        _held.Remove(partition);
        foreach (var shift in _shifts) shift.Drop(partition);
        partition.Dispose();
    }
}
