using System.Runtime.CompilerServices;
using Docket.Journal.Deciding;
using Docket.Journal.Processes.Choreography;
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
    private readonly InstanceTrail _trail;
    private readonly DeciderRunner<ProcessState, ProcessCommand, ProcessEvent, ProcessRejection> _runner;
    private readonly DeciderRunner<ProcessState, ProcessCommand, ProcessEvent, ProcessRejection> _parts;

    /// <summary>Works on this store, whose codec knows processes; the clock says when things happened.</summary>
    public ProcessService(
        IEventStore store, EventCodec codec, ProcessCatalog catalog, TimeProvider clock, DeciderRunnerOptions options,
        ISnapshotStore? snapshots, ProcessTeller? tell = null)
    {
        (_store, _catalog, _clock) = (store, catalog, clock);
        _filter = codec.FilterFor(ProcessSummary.Told);
        _trail = new InstanceTrail(store, catalog);
        var decider = Process.Decider(catalog);
        _runner = new(store, ProcessAggregate.Create(ProcessWireNames.Category, decider, tell), clock, options, snapshots);
        _parts = new(store, ProcessAggregate.Create(ProcessWireNames.PartCategory, decider, tell), clock, options, snapshots);
    }

    /// <summary>The stream that an instance's events are in.</summary>
    public static StreamName StreamOf(string id) => new(ProcessWireNames.Category, id);

    /// <summary>The stream of a participant's part in an instance that nobody leads.</summary>
    public static StreamName StreamOf(string id, string step) => PartStreams.Of(id, step);

    /// <summary>The instance that a stream belongs to, of the whole or of a part.</summary>
    public static string InstanceOf(StreamName stream) => PartStreams.InstanceOf(stream);

    /// <summary>Begins an instance, on its process's newest definition.</summary>
    /// <param name="process">The process's name.</param>
    /// <param name="id">The instance's id, 1-80 characters.</param>
    /// <param name="input">What it is about.</param>
    /// <param name="context">Who, why, and how often it may take effect.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">No process has this name, or the id is too long.</exception>
    public ValueTask<CommandOutcome<ProcessRejection>> StartAsync(
        string process, string id, JsonText input, CommandContext context, CancellationToken cancellationToken) =>
        StartAsync(process, id, input, ProcessRuntime.Orchestrated, context, cancellationToken);

    /// <summary>The same, and says who sees to the steps.</summary>
    public ValueTask<CommandOutcome<ProcessRejection>> StartAsync(
        string process, string id, JsonText input, ProcessRuntime runtime, CommandContext context,
        CancellationToken cancellationToken)
    {
        if (id.Length > StepKeys.IdLengthMax)
            throw new ArgumentException($"The id of a saga has at most {StepKeys.IdLengthMax} characters.", nameof(id));
        var (version, now) = (_catalog.Newest(process).Version, _clock.GetUtcNow());
        var correlation = context.CorrelationId ?? id;
        ProcessCommand start = runtime == ProcessRuntime.Choreographed
            ? new StartChoreography(id, process, version, input, correlation) { At = now }
            : new StartProcess(id, process, version, input, correlation) { At = now };
        return _runner.RunAsync(id, start, context with { CorrelationId = correlation }, cancellationToken);
    }

    /// <summary>
    /// Answers a command with an instance that is there already. Nothing happens to the instance; the command's key, if
    /// it has one, is kept with this answer.
    /// </summary>
    /// <returns>Done, the first answer to the same key, or that the key was used for something else.</returns>
    public async ValueTask<CommandOutcome<ProcessRejection>> AnswerWithAsync(
        string id, CommandContext context, CancellationToken cancellationToken)
    {
        var instance = await _runner.LoadAsync(id, cancellationToken);
        if (context.Key is not { } key) return Done(instance.Version, instance.Position);
        // Whoever runs the instance may write at any moment: what it stands at is no matter here.
        var request = new AppendRequest(StreamOf(id), ExpectedVersion.Any, [], key);
        return await _store.TryAppendAsync(request, cancellationToken) switch
        {
            AppendResult.Appended kept => Done(kept.Version, kept.Position),
            AppendResult.Repeated repeated => FirstAnswer.Of<ProcessRejection>(repeated.First, key),
            var other => throw new System.Diagnostics.UnreachableException($"{other}"),
        };

        CommandOutcome<ProcessRejection> Done(StreamVersion version, Position position) =>
            new CommandOutcome<ProcessRejection>.Done(StreamOf(id), version, position, Repeated: false);
    }

    /// <summary>Takes a person's decision on an instance that waits for one.</summary>
    public async ValueTask<CommandOutcome<ProcessRejection>> DecideAsync(
        string id, PersonsChoice choice, string? reason, CommandContext context, CancellationToken cancellationToken)
    {
        var decision = new DecideForProcess(choice, reason) { At = _clock.GetUtcNow() };
        return await FindAsync(id, cancellationToken) is { Choreographed: true, Waiting: { } waiting }
            ? await _parts.RunAsync(PartStreams.Of(id, waiting.Step).Id, decision, context, cancellationToken)
            : await _runner.RunAsync(id, decision, context, cancellationToken);
    }

    /// <summary>How an instance stands; null where there is none.</summary>
    public async ValueTask<ProcessState?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await _runner.LoadAsync(id, cancellationToken)).State switch
        {
            { Phase: ProcessPhase.None } => null,
            { Choreographed: true } => InstanceTrail.Fold(await _trail.ReadAsync(id, cancellationToken)),
            var state => state,
        };

    /// <summary>
    /// All that happened to an instance, oldest first, in its participants' streams too where it is not led; nothing
    /// where there is none.
    /// </summary>
    public async IAsyncEnumerable<RecordedEvent> ReadLogAsync(
        string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var recorded in await _trail.ReadAsync(id, cancellationToken)) yield return recorded;
    }

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
        var found = new Dictionary<string, ProcessSummary>(StringComparer.Ordinal);
        await foreach (var page in _store.ReadAllAsync(Position.Start, _filter, cancellationToken))
            foreach (var recorded in page.Events)
            {
                var id = PartStreams.InstanceOf(recorded.Stream);
                found[id] = ProcessSummary.After(found.GetValueOrDefault(id), recorded);
            }

        return [.. found.Values.Where(wanted).OrderByDescending(summary => summary.StartedAt).Take(most)];
    }
}
