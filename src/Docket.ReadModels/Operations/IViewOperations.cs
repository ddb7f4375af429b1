using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.ReadModels.Operations;

/// <summary>What an operator sees of the views and may do to them.</summary>
public interface IViewOperations
{
    /// <summary>Every view, by name.</summary>
    ValueList<ViewStatus> List();

    /// <summary>Starts a rebuild by shadow and swap, or joins the one under way; null where no view has this name.</summary>
    RebuildStatus? StartRebuild(string name);

    /// <summary>Brings back the view as it was before the last rebuild, if it is still kept.</summary>
    /// <returns>Null when there is no such view or nothing to go back to.</returns>
    ViewStatus? RollBack(string name);

    /// <summary>Every parked event, oldest first.</summary>
    ValueList<ParkedEvent> Parked();

    /// <summary>Applies a parked key's events again; false where no such id is parked.</summary>
    ValueTask<bool> RetryAsync(string parkedId, CancellationToken cancellationToken);

    /// <summary>Leaves the parked event out of the view for good and goes on with the key's later ones; false where no such id is parked.</summary>
    ValueTask<bool> SkipAsync(string parkedId, CancellationToken cancellationToken);
}

/// <summary>How far one view is.</summary>
/// <param name="Name">Such as <c>order-summary</c>.</param>
/// <param name="Watermark">Everything up to here is applied (or parked).</param>
/// <param name="Head">The journal's newest event.</param>
/// <param name="LagEvents">How many events it is behind.</param>
/// <param name="LagTime">Newest journal event's store time less the newest applied one's; zero when level.</param>
/// <param name="LagP50">Median of append-to-visible over the last minute's events; null when idle.</param>
/// <param name="LagP99">The same for 99 of 100.</param>
/// <param name="State">Live, catching_up, stalled or idle; unavailable where its engine was never reached.</param>
/// <param name="Rows">Rows held.</param>
/// <param name="Hash">The order-independent hash of all rows, 32 hex digits: equal views have equal hashes.</param>
/// <param name="ParkedKeys">Keys that stand still because of a failing event.</param>
/// <param name="Rebuild">The rebuild under way or last done; null where there was none since the start.</param>
public sealed record ViewStatus(
    string Name, Position Watermark, Position Head, long LagEvents, TimeSpan LagTime, TimeSpan? LagP50, TimeSpan? LagP99,
    string State, long Rows, string Hash, int ParkedKeys, RebuildStatus? Rebuild)
{
    /// <summary>The state of a view that cannot be asked: its engine could not be used since the start.</summary>
    public const string Unavailable = "unavailable";
}

/// <summary>How a rebuild stands.</summary>
/// <param name="State">Running, verifying, swapped, failed.</param>
/// <param name="Position">The shadow is here.</param>
/// <param name="Target">The journal's head.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it was swapped in or failed; null while it runs.</param>
/// <param name="Eta">How long it will probably still take; null when not running.</param>
/// <param name="Outcome">What was compared before the swap, or why it failed; null while it runs.</param>
public sealed record RebuildStatus(
    string State, Position Position, Position Target, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, TimeSpan? Eta,
    string? Outcome);

/// <summary>An event that a view could not apply.</summary>
/// <param name="Id">Names it for retry and skip: <c>view:position</c>.</param>
/// <param name="View">Which view.</param>
/// <param name="Stream">The key that stands still.</param>
/// <param name="Position">The event.</param>
/// <param name="Type">Its wire name.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Since">When it was parked.</param>
/// <param name="Waiting">Later events of the key that wait behind it.</param>
public sealed record ParkedEvent(
    string Id, string View, StreamName Stream, Position Position, string Type, string Error, int Attempts,
    DateTimeOffset Since, long Waiting);
