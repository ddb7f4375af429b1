using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;

namespace Docket.Journal.ClickHouse.Views;

/// <summary>Rows that another process writes, to be read only.</summary>
internal sealed class FollowedRows(StoredRows stored, string view, RowStoreState atFirst) : IRowStore
{
    /// <summary>The newest, or the first one known where the server cannot be asked now.</summary>
    public RowStoreState State
    {
        get
        {
            try
            {
                return stored.Stand()?.State ?? atFirst;
            }
            catch (Exception failure) when (Failures.IsOfServer(failure))
            {
                return atFirst;
            }
        }
    }

    public bool IsShared => true;

    public byte[]? Read(ReadOnlySpan<byte> key)
    {
        byte[]? found = null;
        stored.Find([key.ToArray()], static _ => false, (_, row) => found = row.ToArray());
        return found;
    }

    public void Commit(RowBatch batch) => throw new ViewNotOwnedException(view);

    public void Scan(RowVisitor visit) => stored.Scan((key, row) =>
    {
        if (!key.IsEmpty) visit(key, row);
    });

    public void Dispose()
    {
        // Nothing is held.
    }
}
