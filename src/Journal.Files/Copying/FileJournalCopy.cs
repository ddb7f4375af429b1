using Docket.Journal.Files.Format;
using Docket.Journal.Files.Opening;
using Docket.Journal.Files.Segments;
using Docket.Journal.Files.Storage;
using Docket.Journal.Files.Writing;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Copying;

/// <summary>
/// Copies a journal into another directory byte for byte: positions, store times and the command ledger stay as they
/// are.
/// The source may be written meanwhile; what was durable at the start is copied.
/// </summary>
/// <remarks>Broken off and run again, it goes on: what is there already is compared, not copied again.</remarks>
public static class FileJournalCopy
{
    private const int ChunkBytes = 1024 * 1024;

    /// <summary>Copies.</summary>
    /// <param name="from">The source's directory.</param>
    /// <param name="to">The target's; made where there is none.</param>
    /// <param name="clock">Tells when the target was taken.</param>
    /// <param name="progress">Bytes done, or null.</param>
    /// <param name="cancellationToken">Breaks off between two chunks.</param>
    /// <exception cref="DirectoryNotFoundException">There is no source.</exception>
    /// <exception cref="JournalInUseException">Somebody writes to the target.</exception>
    /// <exception cref="JournalCorruptException">The target holds something else than the beginning of the
    /// source.</exception>
    public static FileCopyReport Run(
        string from, string to, TimeProvider clock, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var source = new DirectoryStorage(from);
        if (!source.Exists(DurableHead.FileName)) throw new DirectoryNotFoundException(
            $"There is no journal in {from}.");
        using var sourceHead = new HeadFile(source.OpenRead(DurableHead.FileName));
        var end = sourceHead.Read() ?? throw new JournalCorruptException(
            $"{source.Describe(DurableHead.FileName)} does not match its checksum. "
            + "Opening the journal for writing mends it.");
        Directory.CreateDirectory(to);
        using var held = StoreLock.Take(to, clock);
        var copy = new Copy(source, new DirectoryStorage(to), progress, cancellationToken);
        foreach (var first in SegmentFiles.FirstsOf(source).Where(first => first <= end.Segment)) copy.Take(first, end);
        return copy.Finish(end);
    }

    private sealed class Copy(DirectoryStorage source, DirectoryStorage target, IProgress<long>? progress,
        CancellationToken stopping)
    {
        private readonly byte[] _wanted = new byte[ChunkBytes];
        private readonly byte[] _found = new byte[ChunkBytes];
        private long _done;
        private long _written;

        public void Take(Position first, in DurableHead end)
        {
            var name = SegmentHeader.NameOf(first);
            using var read = source.OpenRead(name);
            using var write = target.Open(name);
            var length = first == end.Segment ? end.Offset : read.Length;
            for (long at = 0; at < length; at += ChunkBytes)
            {
                stopping.ThrowIfCancellationRequested();
                Chunk(read, write, at, (int)Math.Min(ChunkBytes, length - at), name);
            }

            if (write.Length > length && TailScan.LastNonZero(write, length, write.Length) >= length) throw Other(name,
                length);
            write.SetLength(length);
            write.Flush();
        }

        public FileCopyReport Finish(in DurableHead end)
        {
            // The names first: a head that is ahead of the files would say that something is missing.
            target.FlushNames();
            using var head = new HeadFile(target.Open(DurableHead.FileName));
            head.Write(end);
            target.FlushNames();
            return new FileCopyReport(end.Last, _done, _written);
        }

        private void Chunk(IStorageFile read, IStorageFile write, long at, int length, string name)
        {
            var wanted = _wanted.AsSpan(0, length);
            if (read.Read(wanted, at) < length) throw new JournalCorruptException(
                $"{source.Describe(name)} ends before byte {at + length}.");
            var found = _found.AsSpan(0, write.Read(_found.AsSpan(0, length), at));
            if (!found.SequenceEqual(wanted))
            {
                // A copy that was broken off leaves a beginning; anything else was written by somebody.
                var same = found.CommonPrefixLength(wanted);
                if (found[same..].ContainsAnyExcept((byte)0)) throw Other(name, at + same);
                write.Write(wanted[same..], at + same);
                _written += length - same;
            }

            _done += length;
            progress?.Report(_done);
        }

        private JournalCorruptException Other(string name, long at) => new(
            $"{target.Describe(name)} differs from the source at byte {at}: the target holds another journal, "
            + "or was written to since. "
            + "Nothing of it was changed there; copy into an empty directory.");
    }
}

/// <summary>What a copy did.</summary>
/// <param name="Head">The last event's position, in both journals.</param>
/// <param name="Bytes">Bytes of the journal.</param>
/// <param name="BytesWritten">Bytes that were not there before.</param>
public sealed record FileCopyReport(Position Head, long Bytes, long BytesWritten);
