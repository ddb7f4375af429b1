using Docket.Journal.Store;

namespace Docket.Journal.Snapshots;

/// <summary>A stream's state at a version, kept only to spare a replay: delete it and every answer is the same.</summary>
/// <param name="Stream">Whose state.</param>
/// <param name="Version">The last event folded in.</param>
/// <param name="SchemaVersion">The state's shape; a snapshot of another shape is ignored.</param>
/// <param name="State">The state, UTF-8 JSON.</param>
public sealed record Snapshot(StreamName Stream, StreamVersion Version, int SchemaVersion, ReadOnlyMemory<byte> State);
