using Docket.Journal.Deciding;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Running;
using Docket.Journal.Processes.Serialization;
using Docket.Journal.Serialization;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;

namespace Docket.Journal.Processes;

/// <summary>
/// Starts instances, tells how they stand, and takes people's decisions. Running them is the <see
/// cref="ProcessHost"/>'s.
/// </summary>
public sealed class ProcessService
{
    private readonly IEventStore _store;
    private readonly ProcessCatalog _catalog;
    private readonly TimeProvider _clock;
    private readonly EventFilter _filter;
    private readonly DeciderRunner<ProcessState, ProcessCommand, ProcessEvent, ProcessRejection> _runner;

    /// <summary>Works on this store, whose codec knows processes; the clock says when things happened.</summary>
    public ProcessService(
        IEventStore store, EventCodec codec, ProcessCatalog catalog, TimeProvider clock, DeciderRunnerOptions options,
        ISnapshotStore? snapshots)
    {
        (_store, _catalog, _clock) = (store, catalog, clock);
        _filter = codec.FilterFor(ProcessSummary.Told);
        _runner = new(store, ProcessAggregate.Create(Process.Decider(catalog)), clock, options, snapshots);
    }

    /// <summary>The stream that an instance's events are in.</summary>
    public static StreamName StreamOf(string id) => new(ProcessWireNames.Category, id);

    /// <summary>Begins an instance, on its process's newest definition.</summary>
    /// <param name="process">The process's name.</param>
    /// <param name="id">The instance's id, 1-80 characters.</param>
    /// <param name="input">What it is about.</param>
    /// <param name="context">Who, why, and how often it may take effect.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">No process has this name, or the id is too long.</exception>
    public ValueTask<CommandOutcome<ProcessRejection>> StartAsync(
        string process, string id, JsonText input, CommandContext context, CancellationToken cancellationToken)
    {
        if (id.Length > StepKeys.IdLengthMax)
            throw new ArgumentException($"The id of a saga has at most {StepKeys.IdLengthMax} characters.", nameof(id));
        var definition = _catalog.Newest(process);
        var start = new StartProcess(id, process, definition.Version, input, context.CorrelationId)
        {
            At = _clock.GetUtcNow(),
        };
        return _runner.RunAsync(id, start, context, cancellationToken);
    }

    /// <summary>Takes a person's decision on an instance that waits for one.</summary>
    public ValueTask<CommandOutcome<ProcessRejection>> DecideAsync(
        string id, PersonsChoice choice, string? reason, CommandContext context, CancellationToken cancellationToken) =>
        _runner.RunAsync(
            id, new DecideForProcess(choice, reason) { At = _clock.GetUtcNow() }, context, cancellationToken);

    /// <summary>How an instance stands; null where there is none.</summary>
    public async ValueTask<ProcessState?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await _runner.LoadAsync(id, cancellationToken)).State is { Phase: not ProcessPhase.None } state ? state : null;

    /// <summary>All that happened to an instance, oldest first; nothing where there is none.</summary>
    public IAsyncEnumerable<RecordedEvent> ReadLogAsync(string id, CancellationToken cancellationToken) =>
        _store.ReadStreamAsync(StreamOf(id), StreamVersion.None, cancellationToken);

    /// <summary>
    /// Waits until an instance has ended or waits for a person. Wakes on the journal's signal, without polling.
    /// </summary>
    public async ValueTask<ProcessState> WaitUntilSettledAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = _store.Head;
            if (await FindAsync(id, cancellationToken) is { } state
                && (state.Phase == ProcessPhase.Ended || state.Waiting is not null))
                return state;
            await _store.WaitForAppendAsync(head, cancellationToken);
        }
    }

    /// <summary>
    /// How instances stand, the last started first. Reads every event of processes there is: for people, not for
    /// programs.
    /// </summary>
    /// <param name="wanted">Which ones.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<IReadOnlyList<ProcessSummary>> ListAsync(
        Func<ProcessSummary, bool> wanted, int most, CancellationToken cancellationToken)
    {
        var found = new Dictionary<StreamName, ProcessSummary>();
        await foreach (var page in _store.ReadAllAsync(Position.Start, _filter, cancellationToken))
            foreach (var recorded in page.Events)
                found[recorded.Stream] = ProcessSummary.After(found.GetValueOrDefault(recorded.Stream), recorded);
        return [.. found.Values.Where(wanted).OrderByDescending(summary => summary.StartedAt).Take(most)];
    }
}
