using System.Text.Json.Serialization.Metadata;
using Docket.Journal.Outbox;
using Docket.Kernel;

namespace Docket.Journal.Deciding;

/// <summary>What the runner must know of an aggregate to load, decide and record.</summary>
/// <typeparam name="TState">The state; immutable.</typeparam>
/// <typeparam name="TCommand">The root of its commands.</typeparam>
/// <typeparam name="TEvent">The root of its events.</typeparam>
/// <typeparam name="TRejection">Its rejections.</typeparam>
public sealed record Aggregate<TState, TCommand, TEvent, TRejection>
    where TState : class
    where TEvent : class
    where TRejection : class
{
    /// <summary>The streams' category, such as <c>order</c>.</summary>
    public required string Category { get; init; }

    /// <summary>The rules.</summary>
    public required Decider<TState, TCommand, TEvent, TRejection> Decider { get; init; }

    /// <summary>The business time of an event, UTC.</summary>
    public required Func<TEvent, DateTimeOffset> OccurredAt { get; init; }

    /// <summary>
    /// Makes the message that tells other systems of an event, or null where they are told nothing. Asked only where the
    /// store keeps an outbox (<see cref="Store.IEventStore.KeepsOutbox"/>); null: nothing is ever told.
    /// </summary>
    public Func<EventToTell<TState, TEvent>, OutboxMessage?>? Tell { get; init; }

    /// <summary>How its state is kept in snapshots; null for none.</summary>
    public SnapshotForm<TState>? Snapshots { get; init; }
}

/// <summary>How a state is kept in snapshots.</summary>
/// <param name="SchemaVersion">Raise it when the state's shape or <c>Evolve</c> changes: older snapshots are then ignored.</param>
/// <param name="JsonType">The state's source-generated JSON description.</param>
/// <param name="Every">A snapshot is taken when so many events came since the last one. Default 100.</param>
public sealed record SnapshotForm<TState>(int SchemaVersion, JsonTypeInfo<TState> JsonType, int Every = 100);
