using Docket.Journal.Projections.Rows;
using Docket.Journal.Projections.Running;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Auditing;

/// <summary>Makes a view again in memory, up to where the kept one stands and with the same streams parked, and compares
/// the two row by row; then what readers are shown with what they should be.</summary>
internal sealed class ViewVerification(View view, IEventStore store, IViewStorage storage, int namesMax)
{
    /// <summary>What was found, or null where nothing of the view is kept.</summary>
    public async ValueTask<ViewAudit?> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var kept = storage.OpenToCheck(view.Name, view.SchemaVersion);
            return kept is null ? null : await CompareAsync(kept, cancellationToken);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            return new ViewAudit(
                new ViewFinding(view.Name, default, 0, 0, 0, $"it cannot be read: {failure.Message}", []), null, [], []);
        }
    }

    private async ValueTask<ViewAudit> CompareAsync(IRowStore kept, CancellationToken cancellationToken)
    {
        var state = kept.State;
        var expected = view.Over(new InMemoryRowStore(), Parking.Read(state.Parking));
        await Levelling.BringAsync(expected, state.Checkpoint, (store, view.Filter), cancellationToken);

        // Only now: of a journal that others write, this process may have heard of less than a view that they apply shows.
        if (expected.Checkpoint < state.Checkpoint)
        {
            var ahead = $"it stands at {state.Checkpoint}, and the journal ends at {expected.Checkpoint}";
            return new ViewAudit(Finding(state, new RowComparison(view, namesMax), expected, ahead), null, [], []);
        }

        var comparison = new RowComparison(view, namesMax);
        comparison.Run(kept, expected.Stored);
        return new ViewAudit(
            Finding(state, comparison, expected, comparison.ProblemOf(state)), expected, comparison.Keys,
            comparison.Faults);
    }

    private ViewFinding Finding(
        RowStoreState state, RowComparison comparison, ViewGeneration expected, string? problem) =>
        new(view.Name, state.Checkpoint, comparison.Rows, expected.Rows, Parking.Read(state.Parking).Streams.Count,
            problem, comparison.Named())
        {
            DifferingCount = comparison.Count,
            Hash = comparison.Hash,
            HashExpected = expected.Hash,
        };
}

/// <summary>What a verification found, with what is needed to put it right.</summary>
/// <param name="Finding">For people.</param>
/// <param name="Expected">The view as it should be; null where it could not be compared.</param>
/// <param name="Keys">Rows to put right.</param>
/// <param name="Faults">What readers are shown wrongly.</param>
internal sealed record ViewAudit(
    ViewFinding Finding, ViewGeneration? Expected, IReadOnlyList<byte[]> Keys, IReadOnlyList<ShownFault> Faults);
