using Docket.Journal.Store;

namespace Docket.Journal.Postgres;

/// <summary>What a server shows.</summary>
/// <param name="Position">The newest event that a reader sees there.</param>
/// <param name="IsStandby">Whether it follows another server.</param>
public readonly record struct VisibleHead(Position Position, bool IsStandby);
