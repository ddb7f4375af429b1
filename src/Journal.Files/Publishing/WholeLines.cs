using Docket.Journal.Files.Storage;

namespace Docket.Journal.Files.Publishing;

/// <summary>Finds where the whole lines of a file end.</summary>
internal static class WholeLines
{
    /// <summary>
    /// A power cut may leave holes of zeros in what was not flushed yet, that is in the last batch: looked for so far back.
    /// </summary>
    private const int LookBackBytes = 64 * 1024 * 1024;

    private const int BlockBytes = 1024 * 1024;

    /// <summary>Behind the last line feed before any hole; what comes after was never acknowledged.</summary>
    public static long End(IStorageFile file)
    {
        var length = file.Length;
        var block = new byte[BlockBytes];
        var (end, from) = (length, Math.Max(0, length - LookBackBytes));
        for (var at = from; at < end; at += BlockBytes)
        {
            var read = file.Read(block, at);
            if (block.AsSpan(0, read).IndexOf((byte)0) is >= 0 and var hole) end = at + hole;
        }

        return LastFeed(file, block, end);
    }

    private static long LastFeed(IStorageFile file, byte[] block, long end)
    {
        while (end > 0)
        {
            var start = Math.Max(0, end - BlockBytes);
            var read = file.Read(block.AsSpan(0, (int)(end - start)), start);
            if (block.AsSpan(0, read).LastIndexOf((byte)'\n') is >= 0 and var feed) return start + feed + 1;
            end = start;
        }

        return 0;
    }
}
