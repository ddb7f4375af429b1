using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Journal.Projections.Running;

/// <summary>Makes a view again in memory, up to where the kept one stands, and compares the two row by row.</summary>
internal sealed class ViewVerification(View view, IEventStore store, IViewStorage storage, int keysMax)
{
    /// <summary>What was found, or null where nothing of the view is kept.</summary>
    public async ValueTask<ViewFinding?> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var kept = storage.OpenToCheck(view.Name, view.SchemaVersion);
            return kept is null ? null : await CompareAsync(kept, cancellationToken);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            return Finding(default, 0, 0, $"it cannot be read: {failure.Message}", []);
        }
    }

    private async ValueTask<ViewFinding> CompareAsync(IRowStore kept, CancellationToken cancellationToken)
    {
        var state = kept.State;
        var expected = view.Over(new InMemoryRowStore(), Parking.Read(state.Parking).OnlySkipped);
        await foreach (var page in store.ReadAllAsync(Position.Start, view.Filter, cancellationToken))
        {
            if (expected.Checkpoint >= state.Checkpoint) break;
            var through = page.Through < state.Checkpoint ? page.Through : state.Checkpoint;
            await expected.ApplyAsync(page.Events, through, cancellationToken);
        }

        // Only now: of a journal that others write, this process may have heard of less than a view that they apply shows.
        if (expected.Checkpoint < state.Checkpoint)
            return Finding(
                state, state.Rows, 0, $"it stands at {state.Checkpoint}, and the journal ends at {expected.Checkpoint}", []);

        var (rows, hash, differing) = Differences(kept, expected.Stored);
        var problem = Problem(state, rows, hash, differing.Count > 0 || rows != expected.Rows);
        return Finding(state, rows, expected.Rows, problem, [.. differing.Order(StringComparer.Ordinal)]);
    }

    private (long Rows, UInt128 Hash, List<string> Differing) Differences(IRowStore kept, IRowStore expected)
    {
        var (rows, hash) = (0L, UInt128.Zero);
        var known = 0L;
        var differing = new List<string>();
        kept.Scan((key, row) =>
        {
            rows++;
            hash += RowHash.Of(key, row);
            var made = expected.Read(key);
            if (made is not null) known++;
            if (differing.Count < keysMax && !row.SequenceEqual(made)) differing.Add(view.NameOf(key));
        });

        // Looking for what is missing costs a read a row, so only where something is.
        if (known == expected.State.Rows) return (rows, hash, differing);
        expected.Scan((key, _) =>
        {
            if (differing.Count < keysMax && kept.Read(key) is null) differing.Add(view.NameOf(key));
        });
        return (rows, hash, differing);
    }

    private static string? Problem(RowStoreState state, long rows, UInt128 hash, bool differs)
    {
        if (differs) return "its rows are not what the journal says";
        return rows != state.Rows || hash != state.Hash ? "its rows are right, and its own count or hash of them is not" : null;
    }

    private ViewFinding Finding(RowStoreState state, long rows, long expected, string? problem, ValueList<string> differing) =>
        new(view.Name, state.Checkpoint, rows, expected, Parking.Read(state.Parking).Streams.Count, problem, differing);
}
