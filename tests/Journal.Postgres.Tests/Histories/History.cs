using System.Collections.Concurrent;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Tests.Histories;

/// <summary>What clients asked and were told, and what readers saw, as it happened.</summary>
internal sealed class History
{
    /// <summary>Appends and their answers; null where the client was told that the outcome is unknown.</summary>
    public ConcurrentBag<(AppendRequest Asked, AppendResult? Told)> Appends { get; } = [];

    /// <summary>The positions each reader saw, in the order it saw them.</summary>
    public ConcurrentBag<List<long>> Readers { get; } = [];

    /// <summary>Reads a store live until a position, noting what is seen.</summary>
    public async Task ReadUntilAsync(IEventStore store, Func<Position?> end, CancellationToken cancellationToken)
    {
        var seen = new List<long>();
        Readers.Add(seen);
        var after = Position.Start;
        while (end() is not { } last || after < last)
        {
            await foreach (var page in store.ReadAllAsync(after, EventFilter.All, cancellationToken))
            {
                seen.AddRange(page.Events.Select(recorded => recorded.Position.Value));
                after = page.Through;
            }
        }
    }
}
