using Docket.Journal.Store;

namespace Docket.Journal.Copying;

/// <summary>Some of a journal, as it is stored.</summary>
/// <param name="Events">Dense, oldest first; may be empty.</param>
/// <param name="Commands">Ledger entries that belong after these events or after earlier ones, by position.</param>
public sealed record JournalPiece(IReadOnlyList<StoredEvent> Events, IReadOnlyList<LedgerEntry> Commands);
