using Docket.Journal.Projections.Rows;
using Docket.Journal.Projections.Running;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Projections.Auditing;

/// <summary>
/// Puts the rows right that are not what the journal says, and only those: under the view's lease, held still for as long
/// as writing them takes, so that every event counts once for them as for all others.
/// </summary>
internal sealed class ViewRepair(View view, IEventStore store, IViewStorage storage, (TimeProvider Clock, ILogger Logger) host)
    : IViewOperation
{
    // Who was parked or let go between looking and writing is looked at again.
    private const int TriesMax = 5;
    private RepairProgress? _progress;

    public bool IsUnderWay => Progress is { EndedAt: null };

    /// <summary>How it stands; null before the first one.</summary>
    public RepairProgress? Progress => Volatile.Read(ref _progress);

    public void Announce() => Report(new RepairProgress(RepairStage.Running, host.Clock.GetUtcNow()));

    public void Refuse(Exception failure) => Fail(Started(), failure);

    /// <summary>Looks, puts right, and looks again.</summary>
    public async Task RunAsync(int namesMax, CancellationToken cancellationToken)
    {
        var progress = Started();
        try
        {
            for (var tries = 1; ; tries++)
            {
                var audit = await LookAsync(namesMax, cancellationToken);
                progress = progress with { Found = progress.Found ?? audit?.Finding };
                if (audit is null or { Finding.IsEqual: true }) break;
                if (WhyNot(audit, tries) is { } why) throw new ViewNotMendedException(why);
                if (await TryMendAsync(audit, cancellationToken))
                    progress = progress with { Repaired = progress.Repaired + audit.Finding.DifferingCount };
            }

            End(progress with { Stage = RepairStage.Done, At = view.Watermark.Position, Outcome = InWords(progress) });
        }
        catch (Exception failure)
        {
            Fail(progress, failure);
        }
    }

    private ValueTask<ViewAudit?> LookAsync(int namesMax, CancellationToken cancellationToken) =>
        new ViewVerification(view, store, storage, namesMax).RunAsync(cancellationToken);

    private string? WhyNot(ViewAudit audit, int tries)
    {
        if (audit.Expected is null || audit.Keys.Count > RowComparison.KeysMax)
            return $"{audit.Finding.Problem}; `docket projections rebuild {view.Name}` makes it anew";
        return tries > TriesMax ? $"{audit.Finding.Problem}, and still so after {TriesMax} tries" : null;
    }

    /// <summary>Writes the rows; false where other streams are parked by now than when they were looked at.</summary>
    private async ValueTask<bool> TryMendAsync(ViewAudit audit, CancellationToken cancellationToken)
    {
        var right = audit.Expected!;
        var parkedThen = Parked(right.Parking);
        await Levelling.BringAsync(right, view.Serving.Checkpoint, (store, view.Filter), cancellationToken);
        await view.Turn.WaitAsync(cancellationToken);
        try
        {
            var serving = view.Serving;
            await Levelling.BringAsync(right, serving.Checkpoint, (store, view.Filter), cancellationToken);
            if (right.Checkpoint != serving.Checkpoint || !Parked(serving.Parking).SetEquals(parkedThen)
                || !Parked(right.Parking).SetEquals(parkedThen))
                return false;
            serving.Stored.Mend(new RowMend(BatchOf(audit.Keys, right), right.Stored, audit.Faults));

            // Figures over the rows may have been made of what was wrong.
            view.Serve(view.Over(serving.Stored, serving.Parking));
            Log.ViewRepaired(host.Logger, view.Name, audit.Finding.DifferingCount, right.Checkpoint.Value);
            return true;
        }
        finally
        {
            view.Turn.Release();
        }
    }

    private static RowBatch BatchOf(IReadOnlyList<byte[]> keys, ViewGeneration right)
    {
        var batch = new RowBatch { State = new RowStoreState(right.Checkpoint, right.Rows, right.Hash, null) };
        foreach (var key in keys)
        {
            if (right.Stored.Read(key) is { } row) batch.Put(key, row);
            else batch.Remove(key);
        }

        return batch;
    }

    private static HashSet<(StreamName, long)> Parked(Parking parking) =>
        [.. parking.Streams.Values.Select(parked => (parked.Stream, parked.Position.Value))];

    private static string InWords(RepairProgress progress) => progress switch
    {
        { Found: null } => "Nothing of it is kept.",
        { Repaired: 0, Found.IsEqual: true } => "Nothing was to be done: it is what the journal says.",
        { Repaired: 0 } => "Its own count and hash were put right.",
        _ => FormattableString.Invariant($"{progress.Repaired} keys were put right; it is what the journal says."),
    };

    private RepairProgress Started() => Progress is { EndedAt: null } announced
        ? announced
        : new RepairProgress(RepairStage.Running, host.Clock.GetUtcNow());

    private void Fail(RepairProgress progress, Exception failure)
    {
        End(progress with { Stage = RepairStage.Failed, Outcome = failure.Message });
        if (failure is not OperationCanceledException) Log.RepairFailed(host.Logger, failure, view.Name);
    }

    private void End(RepairProgress progress) => Report(progress with { EndedAt = host.Clock.GetUtcNow() });

    private void Report(RepairProgress progress) => Volatile.Write(ref _progress, progress);
}
