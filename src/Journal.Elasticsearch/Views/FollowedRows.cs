using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;

namespace Docket.Journal.Elasticsearch.Views;

/// <summary>Rows that another process writes, to be read only.</summary>
internal sealed class FollowedRows(StoredDocuments stored, string view, RowStoreState atFirst) : IRowStore
{
    /// <summary>The newest, or the first one known where the cluster cannot be asked now.</summary>
    public RowStoreState State
    {
        get
        {
            try
            {
                return stored.Stand()?.State ?? atFirst;
            }
            catch (Exception failure) when (Failures.IsOfCluster(failure))
            {
                return atFirst;
            }
        }
    }

    public bool IsShared => true;

    public byte[]? Read(ReadOnlySpan<byte> key)
    {
        byte[]? found = null;
        stored.Find([key.ToArray()], (_, row, _) => found = row.Bytes);
        return found;
    }

    public void Commit(RowBatch batch) => throw new ViewNotOwnedException(view);

    public void Scan(RowVisitor visit) => stored.Walk(null, (key, row, _) => visit(key, row.Bytes));

    public void Dispose()
    {
        // Nothing is held.
    }
}
