using Docket.Journal.Store;

namespace Docket.Journal.Copying;

/// <summary>A journal as it was when it was opened for copying, whoever writes to it meanwhile.</summary>
public interface IJournalSource : IAsyncDisposable
{
    /// <summary>Tells this journal from every other one that may be copied in the same run.</summary>
    string Identity { get; }

    /// <summary>The last event's position when it was opened.</summary>
    Position Head { get; }

    /// <summary>All of it from the beginning, events in order and every ledger entry once.</summary>
    IAsyncEnumerable<JournalPiece> ReadAsync(CancellationToken cancellationToken);
}
