using Docket.Journal.Projections.Rows;
using Docket.Journal.Projections.Sharing;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Projections.Running;

/// <summary>Opens what is kept of a view, or makes it new.</summary>
internal sealed class ViewOpening(View view, IEventStore store, IViewStorage storage, ILogger logger)
{
    /// <summary>Opens it to apply events. A view that cannot be used is thrown away and made again.</summary>
    public void Open()
    {
        var found = storage.Open(view.Name, view.SchemaVersion);
        if (found.Discarded is { } reason) Log.ViewDiscarded(logger, view.Name, reason);
        var rows = OfThisJournal(found.Rows);
        view.Former = OfThisJournal(found.Former) is { } former ? view.Over(former, null) : null;
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

    /// <summary>A view that has seen events which its journal does not hold (a power cut took more of the journal than of the view) is of no use.</summary>
    private IRowStore? OfThisJournal(IRowStore? rows)
    {
        // Shared rows lie in the journal's own database: nothing can be in them that is not in the journal, though this
        // process may not have heard of it yet.
        if (rows is null || rows.IsShared || rows.State.Checkpoint <= store.Head) return rows;
        Log.ViewDiscarded(logger, view.Name, $"it stands at {rows.State.Checkpoint}, and the journal ends at {store.Head}");
        storage.Discard(rows);
        return null;
    }
}
