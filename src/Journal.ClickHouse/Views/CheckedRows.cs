using Docket.Journal.ClickHouse.Facts;
using Docket.Journal.ClickHouse.Talking;
using Docket.Journal.Projections.Rows;

namespace Docket.Journal.ClickHouse.Views;

/// <summary>A copy of the rows that serve, as one moment saw them, with the facts that readers are told up to
/// there.</summary>
internal sealed class CheckedRows : ICheckedRows
{
    private readonly InMemoryRowStore _copy = new();
    private readonly ShownFacts _facts;

    private CheckedRows(ShownFacts facts) => _facts = facts;

    public RowStoreState State => _copy.State;

    /// <exception cref="InvalidDataException">It does not say where it stands.</exception>
    public static CheckedRows Read(ClickHouseClient client, FactTable view, int generation)
    {
        var rows = new CheckedRows(new ShownFacts(client, view, generation));
        var batch = new RowBatch();
        RowStoreState? state = null;
        new StoredRows(client, view.TableOf("rows", generation)).Scan((key, row) =>
        {
            if (key.IsEmpty) state = RowStateBytes.Read(row);
            else batch.Put(key, row);
        });
        batch.State = state ?? throw new InvalidDataException("it does not say where it stands");
        rows._copy.Commit(batch);
        return rows;
    }

    public byte[]? Read(ReadOnlySpan<byte> key) => _copy.Read(key);

    public void Commit(RowBatch batch) => throw new InvalidOperationException("It is being checked.");

    public void Scan(RowVisitor visit) => _copy.Scan(visit);

    public IReadOnlyList<ShownFault> FindFaults(IRowStore right, int faultsMax)
    {
        try
        {
            return _facts.Find(right, State.Checkpoint, faultsMax);
        }
        catch (Exception failure) when (Failures.IsOfServer(failure))
        {
            throw new InvalidDataException(failure.Message, failure);
        }
    }

    public void Dispose()
    {
        // It is a copy.
    }
}
