using Docket.Journal.Deciding;
using Docket.Journal.Outbox;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Serialization;
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
        ProcessTeller? tell, ISnapshotStore? snapshots)
    {
        _store = store;
        _aggregate = ProcessAggregate.Create(ProcessWireNames.Category, decider, tell);
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
            var after = Follow(loaded, decision.Events);
            var events = ToNewEvents(decision.Events, after.State.Correlation, command.Cause, actor);
            var request = new AppendRequest(stream, ExpectedVersion.Exactly(loaded.Version), events)
            {
                Messages = Tell(stream, loaded, decision.Events, events),
            };
            if (await _store.TryAppendAsync(request, cancellationToken) is AppendResult.Appended appended)
                return (after with { Version = appended.Version, Position = appended.Position }, true);
            loaded = await LoadAsync(stream, cancellationToken);
        }
    }

    private LoadedState<ProcessState> Follow(LoadedState<ProcessState> before, ValueList<ProcessEvent> events)
    {
        var state = before.State;
        foreach (var recorded in events) state = _aggregate.Decider.Evolve(state, recorded);
        return before with { State = state };
    }

    /// <summary>What other systems are told of the events, where the journal keeps an outbox.</summary>
    private ValueList<OutboxMessage> Tell(
        StreamName stream, LoadedState<ProcessState> before, ValueList<ProcessEvent> decided, ValueList<NewEvent> events)
    {
        if (!_store.KeepsOutbox || _aggregate.Tell is not { } tell) return [];
        var (state, messages) = (before.State, new List<OutboxMessage>());
        for (var i = 0; i < decided.Count; i++)
        {
            state = _aggregate.Decider.Evolve(state, decided[i]);
            var version = new StreamVersion(before.Version.Value + i + 1);
            if (tell(new(stream, version, i, decided[i], events[i].Metadata, state)) is { } told) messages.Add(told);
        }

        return messages.ToValueList();
    }

    private static ValueList<NewEvent> ToNewEvents(
        ValueList<ProcessEvent> events, string? correlation, string? cause, string actor) =>
        events.Select(recorded => new NewEvent(recorded, new EventMetadata
        {
            EventId = Guid.CreateVersion7(recorded.At),
            OccurredAt = recorded.At,
            CorrelationId = correlation,
            CausationId = cause,
            Actor = actor,
        })).ToValueList();
}
