using Docket.Journal.Store;

namespace Docket.Journal.Files.Reading;

/// <summary>
/// Where a stream stands: its version and its last event's position; both zero where it does not exist.
/// </summary>
internal readonly record struct StreamHead(ulong Hash, StreamVersion Version, Position Last);
