using Docket.Journal.Projections.Rows;
using Microsoft.Win32.SafeHandles;

namespace Docket.Journal.Files.Views;

/// <summary>
/// One append-only file of row versions with its index in memory. The newest version of a row counts; the older ones are
/// garbage until the file is compacted into a new one. One thread appends; any thread reads.
/// </summary>
internal sealed class RowFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly ReaderWriterLockSlim _gate = new();
    private readonly List<RowMove> _moves = [];
    private RowIndex _index = new();
    private RowStoreState _state;
    private bool _isClosed;

    private RowFile(string path, SafeFileHandle file)
    {
        Path = path;
        _file = file;
        End = RowFileHeader.Bytes;
    }

    public string Path { get; private set; }

    /// <summary>Where whole frames end and the next one goes.</summary>
    public long End { get; private set; }

    /// <summary>Bytes of rows that count.</summary>
    public long LiveBytes { get; private set; }

    public RowStoreState State
    {
        get
        {
            _gate.EnterReadLock();
            try
            {
                return _state;
            }
            finally
            {
                _gate.ExitReadLock();
            }
        }
    }

    /// <summary>An empty file; one of the same name is replaced.</summary>
    public static RowFile Create(string path, int schemaVersion)
    {
        var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(file, RowFileHeader.Write(schemaVersion), 0);
        return new RowFile(path, file);
    }

    /// <summary>Opens a file and cuts what is not a whole batch at its end.</summary>
    /// <exception cref="InvalidDataException">It is not a row file of this schema.</exception>
    public static RowFile Open(string path, int schemaVersion)
    {
        var opened = new RowFile(
            path, File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
        opened.Load(schemaVersion, RowHint.TryRead(path));
        RandomAccess.SetLength(opened._file, opened.End);
        return opened;
    }

    /// <summary>Opens a file to check it: every byte is read, and none is changed, so its writer may go on.</summary>
    /// <exception cref="InvalidDataException">It is not a row file of this schema.</exception>
    public static RowFile OpenToCheck(string path, int schemaVersion)
    {
        var opened = new RowFile(
            path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        opened.Load(schemaVersion, hint: null);
        return opened;
    }

    /// <summary>Reads a row; false when the file was closed meanwhile, because another one took its place.</summary>
    public bool TryRead(ReadOnlySpan<byte> key, out byte[]? row)
    {
        _gate.EnterReadLock();
        try
        {
            row = _isClosed ? null : RowLookup.Find(_file, _index, key);
            return !_isClosed;
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    /// <summary>Appends a batch. A failed write leaves the file as it was: the next one goes to the same place.</summary>
    public void Append(RowBatch batch)
    {
        var head = RowFrame.Begin(batch);
        RandomAccess.Write(_file, [head, batch.Records], End);
        Plan(batch.Records.Span, End + head.Length);
        Take(batch.State, End + head.Length + batch.Records.Length);
    }

    /// <summary>Shows every row's newest version, in the order of the file.</summary>
    public void Scan(RowVisitor visit) => Scan(RowFileHeader.Bytes, End, visit, null);

    /// <summary>Shows the rows whose newest version lies between two places, and those that were removed there and are gone.</summary>
    /// <param name="from">Where a frame begins.</param>
    /// <param name="to">Where one ends.</param>
    /// <param name="visit">Sees the rows.</param>
    /// <param name="removed">Sees the keys that are gone, some perhaps twice; null to pass over them.</param>
    public void Scan(long from, long to, RowVisitor visit, Action<byte[]>? removed)
    {
        var frames = new RowFrames(_file, from, to);
        while (frames.MoveNext())
        {
            var reader = new RowReader(frames.Payload);
            RowFrame.ReadState(ref reader);
            var at = frames.PayloadOffset + frames.Payload.Length - reader.Rest.Length;
            var records = new RowRecords(reader.Rest);
            while (records.MoveNext())
            {
                if (!records.IsRemoved && IsNewest(RowKeys.HashOf(records.Key), at + records.Offset))
                    visit(records.Key, records.Row);
                else if (records.IsRemoved && removed is not null && !Holds(records.Key))
                    removed(records.Key.ToArray());
            }
        }

        if (frames.Offset < to) throw new InvalidDataException($"{Path} is damaged at byte {frames.Offset}.");
    }

    /// <summary>Gives it another name; it stays open.</summary>
    public void Rename(string path)
    {
        Flush();
        File.Move(Path, path);
        Path = path;
    }

    /// <summary>Makes everything durable and keeps the index beside it, so that the next start need not read the rows.</summary>
    public void Settle()
    {
        // First the index as it is now, then the rows it speaks of made durable, then the hint: after a power cut a hint
        // must not know more than the file. The writer goes on beside it.
        var hint = Copy();
        Flush();
        RowHint.Write(Path, hint);
    }

    public void Flush() => RandomAccess.FlushToDisk(_file);

    /// <summary>Closes it under whoever reads: they notice, and look for the file that took its place.</summary>
    public void Dispose()
    {
        _gate.EnterWriteLock();
        _isClosed = true;
        _file.Dispose();
        _gate.ExitWriteLock();
    }

    private RowHint Copy()
    {
        _gate.EnterReadLock();
        try
        {
            return new RowHint(End, LiveBytes, _state, _index.Copy());
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    private void Load(int schemaVersion, RowHint? hint)
    {
        try
        {
            RowFileHeader.Check(_file, Path, schemaVersion);
            var length = RandomAccess.GetLength(_file);
            if (hint is not null && hint.End <= length)
                (End, LiveBytes, _state, _index) = (hint.End, hint.LiveBytes, hint.State, hint.Index);
            var frames = new RowFrames(_file, End, length);
            while (frames.MoveNext())
            {
                var reader = new RowReader(frames.Payload);
                var state = RowFrame.ReadState(ref reader);
                Plan(reader.Rest, frames.PayloadOffset + frames.Payload.Length - reader.Rest.Length);
                Take(state, frames.Offset);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Finds where each record's row lay before. Only the one writer changes the index, so no lock is needed to look.</summary>
    private void Plan(ReadOnlySpan<byte> records, long at)
    {
        _moves.Clear();
        var record = new RowRecords(records);
        while (record.MoveNext())
        {
            if (record.Key.Length > RowKeys.KeyBytesMax)
                throw new InvalidDataException($"A row's key has {record.Key.Length} bytes; {RowKeys.KeyBytesMax} are possible.");
            var hash = RowKeys.HashOf(record.Key);
            var from = RowLookup.FindRecord(_file, _index, record.Key, out var lengthBefore);
            _moves.Add(record.IsRemoved
                ? new RowMove(hash, from, 0, -lengthBefore)
                : new RowMove(hash, from, at + record.Offset, record.Length - lengthBefore));
        }
    }

    private void Take(RowStoreState state, long end)
    {
        _gate.EnterWriteLock();
        try
        {
            foreach (var move in _moves)
            {
                _index.Move(move.Hash, move.From, move.To);
                LiveBytes += move.MoreBytes;
            }

            _state = state with { Parking = state.Parking ?? _state.Parking };
            End = end;
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }

    private bool IsNewest(uint hash, long offset)
    {
        _gate.EnterReadLock();
        var isNewest = _index.IsNewest(hash, offset);
        _gate.ExitReadLock();
        return isNewest;
    }

    private bool Holds(ReadOnlySpan<byte> key)
    {
        _gate.EnterReadLock();
        try
        {
            return RowLookup.FindRecord(_file, _index, key, out _) != 0;
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    private readonly record struct RowMove(uint Hash, long From, long To, long MoreBytes);
}
