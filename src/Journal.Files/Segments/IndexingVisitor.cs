using Docket.Journal.Files.Format;
using Docket.Journal.Files.Indexing;

namespace Docket.Journal.Files.Segments;

/// <summary>Builds a memory index from a scan.</summary>
internal sealed class IndexingVisitor(MemoryIndex index) : IRecordVisitor
{
    private readonly IndexAdditions _batch = new();

    public void OnEvent(in EventBody recorded, long offset) =>
        _batch.Events.Add((recorded.StreamHash, recorded.Version, checked((int)offset)));

    public void OnLedgerEntry(ReadOnlySpan<byte> body, long offset) =>
        _batch.Keys.Add((LedgerBody.KeyHash(body), checked((int)offset)));

    public void OnBatchEnd(in BatchHeader batch, long end)
    {
        index.Add(_batch, batchOffset: 0);
        _batch.Clear();
    }
}
