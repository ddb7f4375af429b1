using Docket.Journal.Store;

namespace Docket.Journal.Deciding;

/// <summary>A stream folded to a version.</summary>
/// <param name="State">The state after the last event.</param>
/// <param name="Version">How many events were folded in.</param>
/// <param name="Position">The position of the last of them; <see cref="Store.Position.Start"/> for an unknown stream.</param>
/// <param name="SnapshotVersion">The version of the newest snapshot known, so that the next one is taken in time.</param>
public sealed record LoadedState<TState>(
    TState State, StreamVersion Version, Position Position, StreamVersion SnapshotVersion);
