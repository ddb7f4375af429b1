using Docket.Journal.Projections.Rows;

namespace Docket.Journal.Files.Views;

/// <summary>Copies the rows that count into a new file while the old one is read and appended to.</summary>
internal sealed class RowCompaction(RowFile old, string path, int schemaVersion)
{
    private const int BatchBytes = 256 * 1024;
    private const int Rounds = 4;
    private readonly RowFile _target = RowFile.Create(path + RowFileNames.Unfinished, schemaVersion);
    private readonly RowBatch _batch = new();
    private long _copied = RowFileHeader.Bytes;

    /// <summary>Copies what is there, and what came meanwhile, until little is left; the writer goes on beside it.</summary>
    public void CopyMost(Func<bool> isUnwanted)
    {
        for (var round = 0; round < Rounds && !isUnwanted(); round++) CopyTo(old.End);

        // The long flush is done here, so that little is left to flush while the writer is held.
        _target.Flush();
    }

    /// <summary>Copies the rest while the writer is held, and gives the file its name: from then on it is the newest.</summary>
    public RowFile Finish()
    {
        CopyTo(old.End);
        _batch.Clear();
        _batch.State = old.State;
        _target.Append(_batch);
        _target.Rename(path);
        return _target;
    }

    public void GiveUp()
    {
        _target.Dispose();
        RowFileNames.Delete(path + RowFileNames.Unfinished);
    }

    private void CopyTo(long end)
    {
        if (end <= _copied) return;

        // In the first round nothing was copied before, so nothing can have been removed since.
        old.Scan(_copied, end, Put, _copied == RowFileHeader.Bytes ? null : Remove);
        Write();
        _copied = end;
    }

    private void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row)
    {
        _batch.Put(key, row);
        if (_batch.Records.Length >= BatchBytes) Write();
    }

    // In a batch of its own, for a batch holds a key once at most, and this one may come twice.
    private void Remove(byte[] key)
    {
        Write();
        _batch.Remove(key);
        Write();
    }

    private void Write()
    {
        if (!_batch.Records.IsEmpty) _target.Append(_batch);
        _batch.Clear();
    }
}
