using Docket.Journal.Outbox;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Journal.Deciding;

/// <summary>Runs commands on one kind of aggregate: load, decide, append; on a conflict load again and decide anew.</summary>
/// <remarks>May be called from any thread; commands on one stream need no lock, the expected version decides.</remarks>
public sealed class DeciderRunner<TState, TCommand, TEvent, TRejection>
    where TState : class
    where TEvent : class
    where TRejection : class
{
    private readonly IEventStore _store;
    private readonly Aggregate<TState, TCommand, TEvent, TRejection> _aggregate;
    private readonly StateLoader<TState, TCommand, TEvent, TRejection> _states;
    private readonly SnapshotWriter<TState>? _snapshotWriter;
    private readonly TimeProvider _clock;
    private readonly DeciderRunnerOptions _options;
    private readonly StreamTurns? _turns;

    /// <summary>Runs on this store; the clock gives the time inside new events' ids.</summary>
    public DeciderRunner(
        IEventStore store, Aggregate<TState, TCommand, TEvent, TRejection> aggregate,
        TimeProvider clock, DeciderRunnerOptions options, ISnapshotStore? snapshots)
    {
        _store = store;
        _aggregate = aggregate;
        _clock = clock;
        _options = options;
        _turns = options.TakesTurns ? new StreamTurns() : null;
        _states = new StateLoader<TState, TCommand, TEvent, TRejection>(store, aggregate, options, snapshots);
        if (snapshots is not null && aggregate.Snapshots is { } form)
            _snapshotWriter = new SnapshotWriter<TState>(snapshots, form);
    }

    /// <summary>The rules' view of an aggregate, as the journal has it now.</summary>
    public ValueTask<LoadedState<TState>> LoadAsync(string id, CancellationToken cancellationToken) =>
        _states.ReloadAsync(new StreamName(_aggregate.Category, id), cancellationToken);

    /// <summary>Runs one command.</summary>
    /// <returns>How it ended; when it is <c>Done</c>, what it recorded is durable.</returns>
    /// <exception cref="JournalUnavailableException">The store cannot write now; ask again with the same key.</exception>
    public async ValueTask<CommandOutcome<TRejection>> RunAsync(
        string id, TCommand command, CommandContext context, CancellationToken cancellationToken)
    {
        // A repeat is found whatever the rules say of it: by the append where they say yes, and here after a "no", because
        // the first time may have changed what they say: placing twice is no second placing. To ask beforehand only
        // spares a repeat its replay, so it is not asked where nothing is replayed.
        var stream = new StreamName(_aggregate.Category, id);
        var isAtHand = context.IsNew || _states.IsAtHand(stream);
        return (isAtHand ? null : await FirstAnswer.FindAsync<TRejection>(_store, context.Key, cancellationToken))
            ?? await RunNowAsync(stream, command, context, cancellationToken) switch
            {
                CommandOutcome<TRejection>.Done done => done,
                var no => await FirstAnswer.FindAsync<TRejection>(_store, context.Key, cancellationToken) ?? no,
            };
    }

    private async ValueTask<CommandOutcome<TRejection>> RunNowAsync(
        StreamName stream, TCommand command, CommandContext context, CancellationToken cancellationToken)
    {
        using var turn = _turns is null ? null : await _turns.TakeAsync(stream, cancellationToken);
        var loaded = context.IsNew ? _states.Nothing : await _states.LoadAsync(stream, cancellationToken);
        for (var attempt = 0; ; attempt++)
        {
            var (outcome, found) = await TryAsync(stream, loaded, command, context, cancellationToken);
            if (outcome is not null) return outcome;
            if (attempt == _options.RetriesMax) return new CommandOutcome<TRejection>.Conflicted(found);
            loaded = await _states.ReloadAsync(stream, cancellationToken);
        }
    }

    private async ValueTask<(CommandOutcome<TRejection>? Outcome, StreamVersion Found)> TryAsync(
        StreamName stream, LoadedState<TState> loaded, TCommand command, CommandContext context,
        CancellationToken cancellationToken)
    {
        if (context.IfVersion is { } wanted && wanted != loaded.Version)
        {
            // The cache may be behind another process: only the journal may say that the caller is not current.
            loaded = await _states.ReloadAsync(stream, cancellationToken);
            if (wanted != loaded.Version) return (new CommandOutcome<TRejection>.NotCurrent(loaded.Version), loaded.Version);
        }

        var decision = _aggregate.Decider.Decide(loaded.State, command);
        if (decision.Rejection is { } no) return await RejectAsync(stream, loaded, no, cancellationToken);
        if (decision.Events.Count == 0 && context.Key is null)
            return (new CommandOutcome<TRejection>.Done(stream, loaded.Version, loaded.Position, false), loaded.Version);

        var events = ToNewEvents(decision.Events, context);
        var (state, messages) = Follow(stream, loaded, decision.Events, events);
        var request = new AppendRequest(stream, ExpectedVersion.Exactly(loaded.Version), events, context.Key)
        {
            Messages = messages,
        };
        return await AppendAsync(request, loaded with { State = state }, cancellationToken);
    }

    /// <summary>A "no" that rests on a cached state counts only while that state is the journal's; else it is decided anew.</summary>
    private async ValueTask<(CommandOutcome<TRejection>? Outcome, StreamVersion Found)> RejectAsync(
        StreamName stream, LoadedState<TState> loaded, TRejection no, CancellationToken cancellationToken)
    {
        var now = await _states.ReloadAsync(stream, cancellationToken);
        return now.Version == loaded.Version ? (new CommandOutcome<TRejection>.Rejected(no), now.Version) : (null, now.Version);
    }

    private async ValueTask<(CommandOutcome<TRejection>? Outcome, StreamVersion Found)> AppendAsync(
        AppendRequest request, LoadedState<TState> after, CancellationToken cancellationToken)
    {
        switch (await _store.TryAppendAsync(request, cancellationToken))
        {
            case AppendResult.Appended appended:
                after = after with { Version = appended.Version, Position = appended.Position };
                _states.Keep(request.Stream, _snapshotWriter?.TakeIfDue(request.Stream, after) ?? after);
                return (new CommandOutcome<TRejection>.Done(request.Stream, appended.Version, appended.Position, false),
                    appended.Version);
            case AppendResult.Repeated repeated:
                return (FirstAnswer.Of<TRejection>(repeated.First, request.Key!), repeated.First.Version);
            case AppendResult.Conflict conflict:
                _states.Forget(request.Stream);
                return (null, conflict.Actual);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The state after the events, and what is told of them where somebody listens.</summary>
    private (TState After, ValueList<OutboxMessage> Messages) Follow(
        StreamName stream, LoadedState<TState> loaded, ValueList<TEvent> decided, ValueList<NewEvent> events)
    {
        var state = loaded.State;
        var messages = new List<OutboxMessage>(decided.Count);
        for (var i = 0; i < decided.Count; i++)
        {
            state = _aggregate.Decider.Evolve(state, decided[i]);
            if (!_store.KeepsOutbox || _aggregate.Tell is not { } tell) continue;
            var version = new StreamVersion(loaded.Version.Value + i + 1);
            if (tell(new(stream, version, i, decided[i], events[i].Metadata, state)) is { } told) messages.Add(told);
        }

        return (state, messages.ToValueList());
    }

    private ValueList<NewEvent> ToNewEvents(ValueList<TEvent> events, CommandContext context)
    {
        var now = _clock.GetUtcNow();
        var recorded = new NewEvent[events.Count];
        for (var i = 0; i < recorded.Length; i++)
        {
            recorded[i] = new NewEvent(events[i], new EventMetadata
            {
                EventId = Guid.CreateVersion7(now),
                OccurredAt = _aggregate.OccurredAt(events[i]),
                CorrelationId = context.CorrelationId,
                CausationId = context.CausationId,
                Actor = context.Actor,
                TraceParent = context.TraceParent,
                SagaId = context.SagaId,
            });
        }

        return ValueList.Create<NewEvent>(recorded);
    }
}
