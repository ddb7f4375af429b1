using Docket.Journal.Projections.Rows;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Files.Views;

/// <summary>One generation of a view in a directory of its own: a row file, and now and then a compacted one in its place.</summary>
/// <remarks>
/// Views are disposable, so nothing is flushed before it is closed: after a power cut a view goes on from the last batch
/// that is whole, or from the beginning of the journal.
/// </remarks>
internal sealed class RowLog : IRowStore
{
    private readonly Lock _writing = new();
    private readonly int _schemaVersion;
    private readonly FileViewOptions _options;
    private readonly ILogger _logger;
    private RowFile _file;
    private Task _compaction = Task.CompletedTask;
    private long _compactFrom;
    private bool _isDisposed;
    private bool _isToCheck;

    private RowLog(string directory, int schemaVersion, FileViewOptions options, ILogger logger, RowFile file)
    {
        (Directory, _schemaVersion, _options, _logger, _file) = (directory, schemaVersion, options, logger, file);
        _compactFrom = options.CompactFromBytes;
    }

    public string Directory { get; }

    /// <inheritdoc/>
    public RowStoreState State => Volatile.Read(ref _file).State;

    /// <summary>Bytes on disk, garbage included.</summary>
    public long Bytes => Volatile.Read(ref _file).End;

    /// <summary>The compaction under way, or the last one.</summary>
    public Task Compaction => Volatile.Read(ref _compaction);

    public static RowLog Create(string directory, int schemaVersion, FileViewOptions options, ILogger logger)
    {
        System.IO.Directory.CreateDirectory(directory);
        var file = RowFile.Create(RowFileNames.Of(directory, 1), schemaVersion);
        return new RowLog(directory, schemaVersion, options, logger, file);
    }

    /// <exception cref="InvalidDataException">What is there is not of this schema, or not rows at all.</exception>
    public static RowLog Open(string directory, int schemaVersion, FileViewOptions options, ILogger logger)
    {
        var newest = RowFileNames.KeepNewest(directory);
        return new RowLog(directory, schemaVersion, options, logger, RowFile.Open(newest, schemaVersion));
    }

    /// <summary>Opens it to be checked; nothing may be committed.</summary>
    /// <exception cref="InvalidDataException">What is there is not of this schema, or not rows at all.</exception>
    public static RowLog OpenToCheck(string directory, int schemaVersion, ILogger logger) =>
        new(directory, schemaVersion, new FileViewOptions(), logger,
            RowFile.OpenToCheck(RowFileNames.Newest(directory), schemaVersion))
        { _isToCheck = true };

    /// <inheritdoc/>
    public byte[]? Read(ReadOnlySpan<byte> key)
    {
        byte[]? row;
        while (!Volatile.Read(ref _file).TryRead(key, out row))
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        return row;
    }

    /// <inheritdoc/>
    public void Commit(RowBatch batch)
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _file.Append(batch);
            if (_file.End < _compactFrom || !_compaction.IsCompleted) return;
            if (_file.End - _file.LiveBytes < _file.End * _options.GarbageShareMax) return;
            Volatile.Write(ref _compaction, Task.Run(Compact));
        }
    }

    /// <inheritdoc/>
    public void Scan(RowVisitor visit)
    {
        // A compaction would close the file that is being read. Nothing is committed meanwhile, so no other one begins.
        Compaction.GetAwaiter().GetResult();
        Volatile.Read(ref _file).Scan(visit);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Close() && !_isToCheck) _file.Settle();
        _file.Dispose();
    }

    /// <summary>Closes it and deletes its directory.</summary>
    public void Delete()
    {
        Close();
        _file.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private bool Close()
    {
        lock (_writing)
        {
            if (_isDisposed) return false;
            Volatile.Write(ref _isDisposed, true);
        }

        // It cannot start another one any more; the one under way notices and gives up.
        _compaction.GetAwaiter().GetResult();
        return true;
    }

    private void Compact()
    {
        var old = _file;
        var path = RowFileNames.After(old.Path);
        try
        {
            var compacted = new RowCompaction(old, path, _schemaVersion);
            compacted.CopyMost(() => Volatile.Read(ref _isDisposed));
            lock (_writing)
            {
                if (_isDisposed)
                {
                    compacted.GiveUp();
                    return;
                }

                Volatile.Write(ref _file, compacted.Finish());
            }

            old.Dispose();
            RowFileNames.Delete(old.Path);
            _file.Settle();
            Log.ViewCompacted(_logger, Directory, old.End, _file.LiveBytes);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // The old file is whole and goes on; another try is made once it has grown by half.
            _compactFrom = old.End + (old.End / 2);
            RowFileNames.Delete(path + RowFileNames.Unfinished);
            Log.ViewNotCompacted(_logger, Directory, failure);
        }
    }
}
