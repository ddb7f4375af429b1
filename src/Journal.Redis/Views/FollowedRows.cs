using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis.Connecting;

namespace Docket.Journal.Redis.Views;

/// <summary>Rows that another process writes, to be read only.</summary>
internal sealed class FollowedRows(
    RedisServer server, ViewKeys keys, GenerationRole role, Generation atFirst, int rowsPerScript) : IRowStore
{
    public bool IsShared => true;

    public bool IsWithJournal => false;

    /// <summary>The newest, or the last one known where the server cannot be asked now.</summary>
    public RowStoreState State
    {
        get
        {
            try
            {
                return Newest().State;
            }
            catch (ViewStorageException)
            {
                return atFirst.State;
            }
        }
    }

    public byte[]? Read(ReadOnlySpan<byte> key)
    {
        var wanted = key.ToArray();
        return Waiting.For(
            keys.Layout.View, () => StoredRows.ReadAsync(server, keys, Newest().Number, [wanted], rowsPerScript))[0];
    }

    public void Commit(RowBatch batch) => throw new ViewNotOwnedException(keys.Layout.View);

    public void Scan(RowVisitor visit) =>
        Waiting.For(keys.Layout.View, () => StoredRows.ScanAsync(server, keys, Newest().Number, visit));

    public void Dispose()
    {
        // Nothing is held: all share one connection.
    }

    private Generation Newest() =>
        Waiting.For(keys.Layout.View, () => Generation.FindAsync(server, keys, role)) ?? atFirst;
}
