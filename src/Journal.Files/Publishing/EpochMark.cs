using System.Buffers.Text;

namespace Docket.Journal.Files.Publishing;

/// <summary>
/// The file that names the newest epoch of a partition, locked while it is open: whoever holds it may write the
/// partition's file. The system lets go when a process ends, however it ends.
/// </summary>
internal sealed class EpochMark : IDisposable
{
    private const int DigitsMax = 20;
    private readonly FileStream _held;

    private EpochMark(FileStream held) => _held = held;

    /// <summary>The newest epoch that may write; 0 where nobody has written.</summary>
    public long Epoch { get; private set; }

    /// <summary>Locks it.</summary>
    /// <exception cref="IOException">Another process is writing just now.</exception>
    public static EpochMark Lock(string path)
    {
        var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        try
        {
            var mark = new EpochMark(held);
            Span<byte> text = stackalloc byte[DigitsMax];
            var read = held.ReadAtLeast(text, DigitsMax, throwOnEndOfStream: false);
            if (read > 0) mark.Epoch = Parse(path, text[..read]);
            return mark;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Writes down a newer epoch, durably.</summary>
    public void Raise(long epoch)
    {
        Span<byte> text = stackalloc byte[DigitsMax];
        Utf8Formatter.TryFormat(epoch, text, out _, new System.Buffers.StandardFormat('D', DigitsMax));

        // One write of one block: it is there or it is not.
        _held.Position = 0;
        _held.Write(text);
        _held.Flush(flushToDisk: true);
        Epoch = epoch;
    }

    public void Dispose() => _held.Dispose();

    private static long Parse(string path, ReadOnlySpan<byte> text) =>
        text.Length == DigitsMax && Utf8Parser.TryParse(text, out long epoch, out var used) && used == DigitsMax
            ? epoch
            : throw new InvalidDataException($"{path} does not hold an epoch; nothing is published past it.");
}
