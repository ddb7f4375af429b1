using Docket.Journal.Deciding;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Journal.Processes.Running;

/// <summary>Loads instances and appends what is decided on them.</summary>
internal sealed class ProcessInstances
{
    private readonly IEventStore _store;
    private readonly Aggregate<ProcessState, ProcessCommand, ProcessEvent, ProcessRejection> _aggregate;
    private readonly StateLoader<ProcessState, ProcessCommand, ProcessEvent, ProcessRejection> _states;

    public ProcessInstances(
        IEventStore store, Decider<ProcessState, ProcessCommand, ProcessEvent, ProcessRejection> decider,
        ISnapshotStore? snapshots)
    {
        _store = store;
        _aggregate = ProcessAggregate.Create(decider);
        _states = new(store, _aggregate, new DeciderRunnerOptions { CachedStatesMax = 0 }, snapshots);
    }

    public ValueTask<LoadedState<ProcessState>> LoadAsync(StreamName stream, CancellationToken cancellationToken) =>
        _states.ReloadAsync(stream, cancellationToken);

    /// <summary>Decides and appends; where somebody else was faster, decides anew on what there is now.</summary>
    /// <returns>The instance after it, and whether anything was written.</returns>
    public async ValueTask<(LoadedState<ProcessState> After, bool Written)> ExecuteAsync(
        StreamName stream, LoadedState<ProcessState> loaded, ProcessCommand command, string actor,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var decision = _aggregate.Decider.Decide(loaded.State, command);
            if (decision.Rejection is not null || decision.Events.Count == 0) return (loaded, false);
            var request = new AppendRequest(
                stream, ExpectedVersion.Exactly(loaded.Version),
                ToNewEvents(decision.Events, loaded.State.Correlation, actor));
            if (await _store.TryAppendAsync(request, cancellationToken) is AppendResult.Appended appended)
                return (After(loaded, decision.Events, appended), true);
            loaded = await LoadAsync(stream, cancellationToken);
        }
    }

    private LoadedState<ProcessState> After(
        LoadedState<ProcessState> before, ValueList<ProcessEvent> events, AppendResult.Appended appended)
    {
        var state = before.State;
        foreach (var recorded in events) state = _aggregate.Decider.Evolve(state, recorded);
        return before with { State = state, Version = appended.Version, Position = appended.Position };
    }

    private static ValueList<NewEvent> ToNewEvents(ValueList<ProcessEvent> events, string? correlation, string actor) =>
        events.Select(recorded => new NewEvent(recorded, new EventMetadata
        {
            EventId = Guid.CreateVersion7(recorded.At),
            OccurredAt = recorded.At,
            CorrelationId = correlation,
            Actor = actor,
        })).ToValueList();
}
