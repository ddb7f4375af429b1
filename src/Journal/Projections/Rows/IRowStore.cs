using Docket.Journal.Store;

namespace Docket.Journal.Projections.Rows;

/// <summary>Rows of one generation of a view, by key. One thread writes; any thread reads.</summary>
/// <remarks>Disposing closes it cleanly and keeps the rows; <see cref="IViewStorage.Discard"/> throws them
/// away.</remarks>
public interface IRowStore : IDisposable
{
    /// <summary>Where the view stood after the last batch that is written.</summary>
    RowStoreState State { get; }

    /// <summary>Ends when the last batch is written, or with why it was not: one that is not
    /// <see cref="RowBatch.IsAwaited"/> may be on its way still when <see cref="Commit"/> returns.</summary>
    Task Written => Task.CompletedTask;

    /// <summary>
    /// Whether other processes look here to learn how far the view is. Then every checkpoint is written, and the keys
    /// that a page needs are named before they are read.
    /// </summary>
    bool IsShared => false;

    /// <summary>Whether <see cref="Commit"/> wants <see cref="RowBatch.Rows"/> too.</summary>
    bool WantsObjects => false;

    /// <summary>
    /// Whether the rows lie in the journal's own database: then nothing can be in them that is not in the journal,
    /// though
    /// this process may not have heard of it yet. Rows that lie elsewhere may be ahead of a journal that was restored.
    /// </summary>
    bool IsWithJournal => IsShared;

    /// <summary>Says which rows will be read next, so that they are fetched at once rather than one by one.</summary>
    void Prefetch(IReadOnlyCollection<byte[]> keys)
    {
        // Rows that are at hand need no fetching.
    }

    /// <summary>Does what was put off while a shadow filled, such as indexes; called before it is to serve.</summary>
    void Complete()
    {
        // Rows that are in order all the time have nothing to catch up on.
    }

    /// <summary>A row's bytes as of the last batch, or null where there is none. The caller must not change
    /// them.</summary>
    byte[]? Read(ReadOnlySpan<byte> key);

    /// <summary>Writes rows and state as one: after a crash all of the batch is there, or none of it.</summary>
    /// <exception cref="RowsRefusedException">Some rows will never be taken; the batch may be made again without them, and
    /// what was fetched for it is still the state before.</exception>
    void Commit(RowBatch batch);

    /// <summary>Puts rows right that were found damaged, whatever lies there, with all that readers are shown of them; as
    /// whole as a <see cref="Commit"/>. What is remembered of rows may be right where they are not, so it is not asked.</summary>
    void Mend(RowMend mend) => Commit(mend.Batch);

    /// <summary>Shows every row once, in no order. No batch may be committed meanwhile.</summary>
    void Scan(RowVisitor visit);
}

/// <summary>Sees one stored row.</summary>
public delegate void RowVisitor(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row);

/// <summary>How far a view is and what it holds; committed together with the rows.</summary>
/// <param name="Checkpoint">Every event up to here is in the rows, parked or waiting.</param>
/// <param name="Rows">Rows held.</param>
/// <param name="Hash">The sum of all rows' <see cref="RowHash"/>.</param>
/// <param name="Parking">Parked streams and skipped events, as <see cref="Parking"/> writes them; null for
/// none.</param>
public readonly record struct RowStoreState(Position Checkpoint, long Rows, UInt128 Hash, byte[]? Parking);
