using Docket.Journal.Files.Indexing;
using Docket.Journal.Files.Segments;
using Docket.Journal.Files.Storage;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Files.Writing;

/// <summary>
/// Writes the index files of full segments, beside the commits. Until one is written, memory serves in its place.
/// </summary>
internal sealed class Sealer(IStorage storage, ILogger logger) : IDisposable
{
    private Task _sealing = Task.CompletedTask;

    /// <summary>
    /// Starts sealing; first waits for the segment before, so at most two segments' indexes are in memory.
    /// </summary>
    public void Begin(Segment full, long lastRecordedAtTicks)
    {
        _sealing.GetAwaiter().GetResult();
        _sealing = Task.Run(() => Seal(full, lastRecordedAtTicks));
    }

    /// <summary>Writes the index file now and uses it.</summary>
    public void Seal(Segment full, long lastRecordedAtTicks)
    {
        if (full.Index is not MemoryIndex memory) return;
        try
        {
            IndexFileWriter.Write(storage, full.First, full.End, lastRecordedAtTicks, memory.Content());
            if (FileIndex.TryOpen(storage, full.First) is { } sealedIndex) full.Use(sealedIndex);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            logger.IndexNotWritten(full.Description, failure);
        }
    }

    public void Dispose() => _sealing.GetAwaiter().GetResult();
}
