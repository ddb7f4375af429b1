using System.Globalization;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Projections.Running;

/// <summary>
/// Fills a shadow from the first event on while the view goes on serving and applying; once both stand at the same
/// position they are compared, and the shadow takes over in one step.
/// </summary>
internal sealed class ViewRebuild(
    View view, IEventStore store, IViewStorage storage, RebuildPages pages, TimeProvider clock, ILogger logger)
    : IViewOperation
{
    // Once the shadow is this close, the view is held still for the rest: a few milliseconds.
    private const long CloseEnough = 1_000;
    private RebuildProgress? _progress;

    public bool IsUnderWay => Progress is { EndedAt: null };

    /// <summary>How it stands; null before the first one.</summary>
    public RebuildProgress? Progress => Volatile.Read(ref _progress);

    /// <summary>Says that one begins, before it does.</summary>
    public void Announce() =>
        Report(new RebuildProgress(RebuildStage.Running, Position.Start, store.Head, clock.GetUtcNow()));

    /// <summary>Makes the view again from the first event on.</summary>
    public async Task RebuildAsync(CancellationToken cancellationToken)
    {
        var shadow = view.Over(storage.Create(view.Name, view.SchemaVersion), view.Parking.OnlySkipped);
        await TakeOverAsync(shadow, againstTheJournal: true, cancellationToken);
    }

    /// <summary>Lets the former generation catch up and serve again.</summary>
    public Task GoBackAsync(CancellationToken cancellationToken) => view.Former is { } former
        ? TakeOverAsync(former, againstTheJournal: false, cancellationToken)
        : Task.FromException(new InvalidOperationException("There is nothing to go back to."));

    /// <summary>Says that it never began.</summary>
    public void Refuse(Exception failure)
    {
        var now = clock.GetUtcNow();
        Report(new RebuildProgress(
            RebuildStage.Failed, view.Watermark.Position, store.Head, Progress?.StartedAt ?? now, now,
            Outcome: failure.Message));
        if (failure is not OperationCanceledException) Log.RebuildFailed(logger, failure, view.Name);
    }

    private async Task TakeOverAsync(ViewGeneration shadow, bool againstTheJournal, CancellationToken cancellationToken)
    {
        var startedAt = clock.GetUtcNow();
        var from = shadow.Checkpoint;
        Report(new RebuildProgress(RebuildStage.Running, from, store.Head, startedAt));
        try
        {
            do
            {
                await foreach (var page in pages.After(shadow.Checkpoint, cancellationToken))
                {
                    await shadow.ApplyAheadAsync(page, cancellationToken);
                    Report(Running(shadow.Checkpoint, from, startedAt));
                }

                await shadow.Written;

                // May take a while, in which the shadow falls behind again; the second time there is nothing left to do.
                shadow.Stored.Complete();
            }
            while (store.Head.Value - shadow.Checkpoint.Value > CloseEnough);
            await SwapAsync(shadow, againstTheJournal, startedAt, cancellationToken);
        }
        catch (Exception failure)
        {
            Report(new RebuildProgress(
                RebuildStage.Failed, shadow.Checkpoint, store.Head, startedAt, clock.GetUtcNow(), Outcome: failure.Message));
            if (failure is not OperationCanceledException) Log.RebuildFailed(logger, failure, view.Name);
            if (!ReferenceEquals(shadow, view.Serving) && !ReferenceEquals(shadow, view.Former)) DiscardQuietly(shadow.Stored);
        }
    }

    /// <summary>What cannot be thrown away now is thrown away before the next rebuild.</summary>
    private void DiscardQuietly(IRowStore rows)
    {
        try
        {
            storage.Discard(rows);
        }
        catch (ViewStorageException failure)
        {
            Log.NotDiscarded(logger, failure, view.Name);
        }
    }

    private async ValueTask SwapAsync(
        ViewGeneration shadow, bool againstTheJournal, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        await view.Turn.WaitAsync(cancellationToken);
        try
        {
            var replaced = view.Serving;
            await replaced.Written;
            Report(new RebuildProgress(RebuildStage.Verifying, shadow.Checkpoint, store.Head, startedAt));
            await Levelling.BringAsync(shadow, replaced.Checkpoint, (store, view.Filter), cancellationToken);
            await Levelling.BringAsync(replaced, shadow.Checkpoint, (store, view.Filter), cancellationToken);
            var differs = shadow.Rows != replaced.Rows || shadow.Hash != replaced.Hash;
            var outcome = Compare(shadow, replaced, differs, againstTheJournal);

            shadow.Persist();
            replaced.Persist();
            storage.Serve(view.Name, shadow.Stored);
            var former = view.Former;
            view.Former = replaced;
            view.Serve(shadow);
            if (former is not null && !ReferenceEquals(former, shadow)) storage.Discard(former.Stored);
            Log.ViewRebuilt(logger, view.Name, shadow.Checkpoint.Value, outcome);
            Report(new RebuildProgress(
                RebuildStage.Swapped, shadow.Checkpoint, store.Head, startedAt, clock.GetUtcNow(), null, outcome, differs));
        }
        finally
        {
            view.Turn.Release();
        }
    }

    private RebuildProgress Running(Position at, Position from, DateTimeOffset startedAt)
    {
        var (done, left) = (at.Value - from.Value, store.Head.Value - at.Value);
        var eta = done > 0 ? (clock.GetUtcNow() - startedAt) * ((double)left / done) : (TimeSpan?)null;
        return new RebuildProgress(RebuildStage.Running, at, store.Head, startedAt, Eta: eta);
    }

    private static string Compare(ViewGeneration shadow, ViewGeneration replaced, bool differs, bool againstTheJournal)
    {
        var counts = string.Create(CultureInfo.InvariantCulture,
            $"at {shadow.Checkpoint}: {shadow.Rows} rows, hash {shadow.Hash:x32}; replaced: {replaced.Rows} rows, hash {replaced.Hash:x32}.");
        if (!differs) return $"Equal {counts}";
        return againstTheJournal
            ? $"DIFFERENT {counts} The rebuilt view is what the journal says and serves now; the other one is kept for going back."
            : $"DIFFERENT {counts} The former view serves again, as was asked.";
    }

    private void Report(RebuildProgress progress) => Volatile.Write(ref _progress, progress);
}
