using Docket.Journal.Store;

namespace Docket.ReadModels.Reading;

/// <summary>What a view says, and how far it has read.</summary>
/// <param name="Value">The answer.</param>
/// <param name="AsOf">Every event up to this position that concerns the answer is in it.</param>
/// <param name="Stale">The reader asked for more than this, or the answer's own events are parked.</param>
/// <param name="StaleSince">Since when it is known to lag behind its journal because an event is parked; else null.</param>
public sealed record Answer<T>(T Value, Position AsOf, bool Stale, DateTimeOffset? StaleSince = null);
