namespace LoyaltyPoints;

/// <summary>Reads one partition's file from an offset on, whole lines only.</summary>
internal sealed class PartitionTail(string path)
{
    private const int PageBytes = 256 * 1024;

    /// <summary>The file's name: what an offset is kept under.</summary>
    public string Name => Path.GetFileName(path);

    /// <summary>The lines behind an offset, and the offset behind them. Empty where there is nothing new.</summary>
    public async Task<(IReadOnlyList<ReadOnlyMemory<byte>> Lines, long Next)> ReadAsync(
        long offset, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

        // After a power cut the file may have lost what was not on the disk. Repeats do no harm: begin anew.
        file.Position = offset > file.Length ? 0 : offset;
        var (start, page) = (file.Position, new byte[PageBytes]);
        var read = await file.ReadAtLeastAsync(page, page.Length, throwOnEndOfStream: false, cancellationToken);
        while (read == page.Length && !page.AsSpan().Contains((byte)'\n'))
        {
            Array.Resize(ref page, page.Length * 2);
            read += await file.ReadAtLeastAsync(
                page.AsMemory(read), page.Length - read, throwOnEndOfStream: false, cancellationToken);
        }

        var lines = new List<ReadOnlyMemory<byte>>();
        var at = 0;
        while (page.AsSpan(at, read - at).IndexOf((byte)'\n') is >= 0 and var length)
        {
            lines.Add(page.AsMemory(at, length));
            at += length + 1;
        }

        return (lines, start + at);
    }
}
