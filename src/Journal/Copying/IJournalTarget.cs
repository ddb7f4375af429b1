using Docket.Journal.Store;

namespace Docket.Journal.Copying;

/// <summary>A journal held alone, to be filled from another one with everything kept as it was.</summary>
public interface IJournalTarget : IAsyncDisposable
{
    /// <summary>The last event that it holds.</summary>
    Position Head { get; }

    /// <summary>Adds a piece, durable and whole when this returns. Ledger entries that are there already are left alone.</summary>
    /// <param name="piece">Its events follow <see cref="Head"/>.</param>
    /// <param name="cancellationToken">Gives up; the piece is then there or not.</param>
    /// <returns>How many ledger entries were new.</returns>
    /// <exception cref="JournalCopyException">Somebody else wrote here meanwhile.</exception>
    ValueTask<int> WriteAsync(JournalPiece piece, CancellationToken cancellationToken);

    /// <summary>Reads back what is there now.</summary>
    ValueTask<IJournalSource> ReadBackAsync(CancellationToken cancellationToken);
}
