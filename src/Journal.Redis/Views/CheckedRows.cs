using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis.Connecting;

namespace Docket.Journal.Redis.Views;

/// <summary>The generation that serves as it was at one moment, with its readable fields.</summary>
internal sealed class CheckedRows : ICheckedRows
{
    private readonly Dictionary<byte[], byte[]> _rows;
    private readonly ShownFields _fields;

    private CheckedRows(RowStoreState state, Dictionary<byte[], byte[]> rows, ShownFields fields) =>
        (State, _rows, _fields) = (state, rows, fields);

    public RowStoreState State { get; }

    /// <summary>Opens it; null where nothing is kept.</summary>
    /// <exception cref="InvalidDataException">It is of another schema, or cannot be read now.</exception>
    public static CheckedRows? Open(
        RedisServer server, ViewKeys keys, int schemaVersion, (RedisViewOptions Options, TimeProvider Clock) host)
    {
        try
        {
            return Waiting.For(keys.Layout.View, () => OpenAsync(server, keys, schemaVersion, host));
        }
        catch (ViewStorageException failure)
        {
            throw new InvalidDataException(failure.Message, failure);
        }
    }

    public byte[]? Read(ReadOnlySpan<byte> key) =>
        _rows.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var row) ? row : null;

    public void Commit(RowBatch batch) => throw new InvalidOperationException("It is being checked.");

    public void Scan(RowVisitor visit)
    {
        foreach (var (key, row) in _rows) visit(key, row);
    }

    public IReadOnlyList<ShownFault> FindFaults(IRowStore right, int faultsMax) => _fields.Find(right, faultsMax);

    public void Dispose() => _fields.Dispose();

    private static async Task<CheckedRows?> OpenAsync(
        RedisServer server, ViewKeys keys, int schemaVersion, (RedisViewOptions Options, TimeProvider Clock) host)
    {
        if (await Generation.FindAsync(server, keys, GenerationRole.Serving) is not { } found) return null;
        if (found.SchemaVersion != schemaVersion)
            throw new InvalidDataException($"its rows are of schema {found.SchemaVersion}, not {schemaVersion}");
        var snapshot = new GenerationSnapshot(server, keys, found.Number, host);
        var state = await snapshot.TakeAsync();
        return new CheckedRows(state, snapshot.Rows(), new ShownFields(keys.Layout, snapshot.Hashes));
    }
}
