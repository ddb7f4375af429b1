using Docket.Journal.Projections.Rows;
using Docket.Journal.Projections.Sharing;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Projections.Running;

/// <summary>Opens what is kept of a view, or makes it new.</summary>
internal sealed class ViewOpening(View view, IEventStore store, IViewStorage storage, ILogger logger)
{
    /// <summary>Opens it to apply events. A view that cannot be used is thrown away and made again.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var found = storage.Open(view.Name, view.SchemaVersion);
        if (found.Discarded is { } reason) Log.ViewDiscarded(logger, view.Name, reason);
        var rows = await OfThisJournalAsync(found.Rows, cancellationToken);
        view.Former = await OfThisJournalAsync(found.Former, cancellationToken) is { } former
            ? view.Over(former, null)
            : null;
        if (rows is null) storage.Serve(view.Name, rows = storage.Create(view.Name, view.SchemaVersion));
        view.Serve(view.Over(rows, null));
        Log.ViewOpened(logger, view.Name, view.Serving.Checkpoint.Value, view.Serving.Rows);
    }

    /// <summary>Opens it to read what another process applies; false where nothing is kept yet.</summary>
    public bool TryFollow(ISharedViewStorage shared)
    {
        var found = shared.OpenToFollow(view.Name, view.SchemaVersion);
        if (found.Rows is null) return false;
        view.Former = found.Former is { } former ? view.Over(former, null) : null;
        view.Serve(view.Over(found.Rows, null));
        return true;
    }

    /// <summary>A view that has seen events which its journal does not hold (a power cut took more of the journal
    /// than of the view, or a backup was restored) is of no use.</summary>
    private async ValueTask<IRowStore?> OfThisJournalAsync(IRowStore? rows, CancellationToken cancellationToken)
    {
        if (rows is null || rows.IsWithJournal || rows.State.Checkpoint <= store.Head) return rows;

        // Of a journal that others write, this process may have heard less than the view has seen; so the journal is
        // asked.
        var newest = rows.IsShared
            ? await store.ReadBackwardsAsync(rows.State.Checkpoint.Next, 1, cancellationToken)
            : [];
        if (newest is [var last] && last.Position == rows.State.Checkpoint) return rows;
        Log.ViewDiscarded(logger, view.Name, $"it stands at {rows.State.Checkpoint}, and the journal ends at {store.Head}");
        storage.Discard(rows);
        return null;
    }
}
