using System.Text.Json;
using Docket.Journal.Elasticsearch.Documents;
using Docket.Journal.Projections.Rows;
using Docket.Kernel;

namespace Docket.Journal.Elasticsearch.Views;

/// <summary>A copy of the rows that are searched, all as of one stand, while their owner goes on.</summary>
internal sealed class CheckedRows : ICheckedRows
{
    private const int TriesMax = 5;
    private static readonly string[] OwnFields = ["row", "batch", "former_row", "former_batch"];
    private readonly InMemoryRowStore _copy = new();
    private readonly StoredDocuments _stored;
    private readonly IDocuments _documents;
    private long _settled;

    private CheckedRows(StoredDocuments stored, IDocuments documents) => (_stored, _documents) = (stored, documents);

    public RowStoreState State => _copy.State;

    /// <exception cref="InvalidDataException">It does not say where it stands, or never stands still for long
    /// enough.</exception>
    public static CheckedRows Read(StoredDocuments stored, IDocuments documents)
    {
        var rows = new CheckedRows(stored, documents);
        for (var tries = 0; tries < TriesMax; tries++)
            if (rows.TryRead()) return rows;
        throw new InvalidDataException(
            "it goes on too fast to be read as of one position; stop its projector, or try again");
    }

    public byte[]? Read(ReadOnlySpan<byte> key) => _copy.Read(key);

    public void Commit(RowBatch batch) => throw new InvalidOperationException("It is being checked.");

    public void Scan(RowVisitor visit) => _copy.Scan(visit);

    /// <summary>Compares the fields that are searched; documents that were changed since the copy was taken are left to the
    /// next time.</summary>
    public IReadOnlyList<ShownFault> FindFaults(IRowStore right, int faultsMax)
    {
        var faults = new List<ShownFault>();
        _stored.WalkWhole((key, row, source) =>
        {
            if (faults.Count >= faultsMax || row.Batch > _settled || right.Read(key) is not { } made) return;
            var fields = Differences(Searched(key, made), source);
            if (fields.Count > 0) faults.Add(new ShownFault(key, "", fields));
        });
        return faults;
    }

    public void Dispose()
    {
        // It is a copy.
    }

    /// <summary>A document tells what it is and what it was before: one commit may come while they are read, not
    /// two.</summary>
    private bool TryRead()
    {
        var stand = _stored.Stand() ?? throw new InvalidDataException("it does not say where it stands");
        var (batch, isOf) = (new RowBatch { State = stand.State }, true);
        _stored.Walk(null, (key, row, former) =>
        {
            if (row.Batch <= stand.Settled) batch.Put(key, row.Bytes);
            else if (former is not null && former.Batch <= stand.Settled) batch.Put(key, former.Bytes);
            else isOf &= former is null; // one that is newer than the stand
        });
        if (!isOf) return false;
        _copy.Commit(batch);
        _settled = stand.Settled;
        return true;
    }

    private JsonElement Searched(byte[] key, byte[] row)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(bytes);
        writer.WriteStartObject();
        _documents.Write(key, row, writer);
        writer.WriteEndObject();
        writer.Flush();
        return JsonElement.Parse(bytes.WrittenSpan);
    }

    private static ValueList<FieldDifference> Differences(JsonElement right, JsonElement kept) =>
        kept.EnumerateObject().Concat(right.EnumerateObject()).Select(field => field.Name)
            .Distinct(StringComparer.Ordinal).Where(name => !OwnFields.Contains(name))
            .Select(name => (Name: name, Kept: Find(kept, name), Right: Find(right, name)))
            .Where(field => field.Kept is not { } there || field.Right is not { } due
                || !JsonElement.DeepEquals(there, due))
            .Select(field => new FieldDifference(field.Name, field.Kept?.ToString(), field.Right?.ToString()))
            .ToValueList();

    private static JsonElement? Find(JsonElement document, string name) =>
        document.TryGetProperty(name, out var value) ? value : null;
}
