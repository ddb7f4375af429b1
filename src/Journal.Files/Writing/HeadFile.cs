using Docket.Journal.Files.Format;
using Docket.Journal.Files.Storage;

namespace Docket.Journal.Files.Writing;

/// <summary>
/// The small file that says how far the journal is durable. Never flushed: it is exact after a crash of the process.
/// </summary>
internal sealed class HeadFile(IStorageFile file) : IDisposable
{
    private const int ReadTries = 16;

    public void Write(in DurableHead head)
    {
        Span<byte> bytes = stackalloc byte[DurableHead.Bytes];
        head.Write(bytes);
        file.Write(bytes, 0);
    }

    /// <summary>The head, or null where the file holds none that is whole.</summary>
    public DurableHead? Read()
    {
        Span<byte> bytes = stackalloc byte[DurableHead.Bytes];
        for (var tries = 0; tries < ReadTries; tries++)
        {
            // Read while it is being written it may be half old, half new; the next look finds it whole.
            if (file.Read(bytes, 0) == bytes.Length && DurableHead.TryRead(bytes) is { } head) return head;
        }

        return null;
    }

    public void Dispose() => file.Dispose();
}
