using Docket.Journal.Store;

namespace Docket.Journal.Files.Indexing;

/// <summary>
/// What one batch adds to the index, with offsets from the batch's start. Reused from batch to batch.
/// </summary>
internal sealed class IndexAdditions
{
    public List<(ulong Hash, StreamVersion Version, int Offset)> Events { get; } = [];

    public List<(ulong Hash, int Offset)> Keys { get; } = [];

    public void Clear()
    {
        Events.Clear();
        Keys.Clear();
    }
}
