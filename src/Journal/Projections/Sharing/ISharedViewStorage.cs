using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Sharing;

/// <summary>
/// Where several processes keep one set of views. Of each view one process is the owner: it applies and swaps. The
/// others
/// read, and take over when it is gone.
/// </summary>
/// <remarks>
/// What a former owner still wants to write is refused where it is written, by the term's epoch. Everything but
/// <see cref="OpenToFollow"/> and <see cref="IViewStorage.OpenToCheck"/> is for the owner.
/// </remarks>
public interface ISharedViewStorage : IViewStorage
{
    /// <summary>How long a process that follows goes without looking for itself. Signals are quicker.</summary>
    TimeSpan LookInterval { get; }

    /// <summary>Becomes the owner of a view that has none; null where another process is.</summary>
    ValueTask<IViewTerm?> TryOwnAsync(string view, CancellationToken cancellationToken);

    /// <summary>Asks the owner to leave a view to this process. Nothing is promised.</summary>
    ValueTask AskForAsync(string view, CancellationToken cancellationToken);

    /// <summary>Opens what another process keeps, to be read only; its state is always the newest. Null where nothing
    /// is
    /// kept yet.</summary>
    OpenedRows OpenToFollow(string view, int schemaVersion);

    /// <summary>Waits until another process has moved a view, or may have left it.</summary>
    /// <returns>Where the view stands, as far as this process has heard.</returns>
    ValueTask<Position> WaitForNewsAsync(string view, Position after, CancellationToken cancellationToken);
}

/// <summary>The time in which a process is a view's owner. Disposing ends it, and lets another process take
/// over.</summary>
public interface IViewTerm : IAsyncDisposable
{
    /// <summary>Cancelled when the time is over: another process is the owner now, or wants to be.</summary>
    CancellationToken Over { get; }

    /// <summary>Whether the view may be left to another process that asks for it. A rebuild under way says
    /// no.</summary>
    bool IsWilling { get; set; }
}
