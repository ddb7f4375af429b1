using System.Text.Json;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;

namespace Docket.Journal.Deciding;

/// <summary>Folds a stream to its newest state: hot cache, else snapshot, then the tail from the journal.</summary>
public sealed class StateLoader<TState, TCommand, TEvent, TRejection>
    where TState : class
    where TEvent : class
    where TRejection : class
{
    private readonly IEventStore _store;
    private readonly ISnapshotStore? _snapshots;
    private readonly Aggregate<TState, TCommand, TEvent, TRejection> _aggregate;
    private readonly StateCache<TState> _cache;

    /// <summary>Loads from these stores; without a snapshot store every miss replays the whole stream.</summary>
    public StateLoader(
        IEventStore store, Aggregate<TState, TCommand, TEvent, TRejection> aggregate,
        DeciderRunnerOptions options, ISnapshotStore? snapshots)
    {
        _store = store;
        _aggregate = aggregate;
        _snapshots = snapshots;
        _cache = new StateCache<TState>(options.CachedStatesMax / 2);
        Nothing = new LoadedState<TState>(
            aggregate.Decider.Initial, StreamVersion.None, Position.Start, StreamVersion.None);
    }

    /// <summary>The state of a stream that nobody has written to.</summary>
    public LoadedState<TState> Nothing { get; }

    /// <summary>The state, from the cache where it is there: possibly behind other writers, never ahead.</summary>
    public async ValueTask<LoadedState<TState>> LoadAsync(StreamName stream, CancellationToken cancellationToken) =>
        _cache.Find(stream) ?? await ReloadAsync(stream, cancellationToken);

    /// <summary>The state as the journal has it now.</summary>
    public async ValueTask<LoadedState<TState>> ReloadAsync(StreamName stream, CancellationToken cancellationToken)
    {
        var loaded = await FromSnapshotAsync(stream, cancellationToken) is { } snapshot
            ? await FoldAsync(stream, snapshot, cancellationToken) ?? await FoldAsync(stream, Nothing, cancellationToken)
            : await FoldAsync(stream, Nothing, cancellationToken);
        _cache.Keep(stream, loaded!);
        return loaded!;
    }

    /// <summary>Whether the state can be had without reading the journal.</summary>
    internal bool IsAtHand(StreamName stream) => _cache.Find(stream) is not null;

    internal void Keep(StreamName stream, LoadedState<TState> loaded) => _cache.Keep(stream, loaded);

    internal void Forget(StreamName stream) => _cache.Drop(stream);

    private async ValueTask<LoadedState<TState>?> FromSnapshotAsync(StreamName stream, CancellationToken cancellationToken)
    {
        if (_snapshots is null || _aggregate.Snapshots is not { } form) return null;
        var snapshot = await _snapshots.LoadAsync(stream, cancellationToken);
        if (snapshot is null || snapshot.SchemaVersion != form.SchemaVersion) return null;
        try
        {
            var state = JsonSerializer.Deserialize(snapshot.State.Span, form.JsonType);
            return state is null ? null : new LoadedState<TState>(state, snapshot.Version, Position.Start, snapshot.Version);
        }
        catch (JsonException)
        {
            return null; // A snapshot is disposable: one that cannot be read is as good as none.
        }
    }

    /// <summary>
    /// Goes on from a state. The snapshot's own last event is read once more: for its position, and as proof that the
    /// snapshot is not ahead of the journal. Null when it is.
    /// </summary>
    private async ValueTask<LoadedState<TState>?> FoldAsync(
        StreamName stream, LoadedState<TState> from, CancellationToken cancellationToken)
    {
        var (state, version, position) = (from.State, from.Version, from.Position);
        var after = new StreamVersion(Math.Max(0, version.Value - 1));
        await foreach (var recorded in _store.ReadStreamAsync(stream, after, cancellationToken))
        {
            if (recorded.Version > version) state = _aggregate.Decider.Evolve(state, (TEvent)recorded.Payload);
            (version, position) = (recorded.Version, recorded.Position);
        }

        return position == Position.Start && from.Version != StreamVersion.None
            ? null
            : new LoadedState<TState>(state, version, position, from.SnapshotVersion);
    }
}
