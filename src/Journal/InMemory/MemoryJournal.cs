using Docket.Journal.Store;

namespace Docket.Journal.InMemory;

/// <summary>What an in-memory store holds; outlives the store, as a directory outlives the process.</summary>
public sealed class MemoryJournal
{
    internal Lock Gate { get; } = new();

    /// <summary>Every event, by position - 1.</summary>
    internal List<StoredEvent> Events { get; } = [];

    /// <summary>The positions of each stream's events, by version - 1.</summary>
    internal Dictionary<StreamName, List<Position>> Streams { get; } = [];

    internal Dictionary<string, LedgerEntry> Commands { get; } = new(StringComparer.Ordinal);
}
