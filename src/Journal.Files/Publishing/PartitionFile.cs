using System.Buffers;
using Docket.Journal.Files.Storage;
using Docket.Journal.Outbox;

namespace Docket.Journal.Files.Publishing;

/// <summary>One partition's file, and the file beside it that says who may write.</summary>
internal sealed class PartitionFile(DirectoryStorage storage, int partition, bool flush) : IDisposable
{
    private readonly string _name = $"partition-{partition:00}.jsonl";
    private readonly string _epochName = $"partition-{partition:00}.epoch";
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _lines = new();
    private IStorageFile? _file;
    private long _epoch;
    private long _end;

    /// <summary>Refuses older epochs from now on, and cuts off a line that its writer did not finish.</summary>
    public void TakeOver(long epoch)
    {
        lock (_gate)
        {
            using var mark = EpochMark.Lock(storage.Describe(_epochName));
            Own(mark, epoch);
        }
    }

    /// <summary>Appends a batch and flushes it.</summary>
    public void Append(PublishBatch batch)
    {
        lock (_gate)
        {
            _lines.ResetWrittenCount();
            EventLines.Write(_lines, batch);
            using var mark = EpochMark.Lock(storage.Describe(_epochName));
            Own(mark, batch.Epoch);
            try
            {
                _file!.Write(_lines.WrittenSpan, _end);
                if (flush) _file.Flush();
                _end += _lines.WrittenCount;
            }
            catch
            {
                // A part of it may be there: the next write looks at the file again.
                Close();
                throw;
            }
        }
    }

    public void Dispose() => Close();

    private void Own(EpochMark mark, long epoch)
    {
        if (epoch < mark.Epoch) throw new StaleEpochException(partition, epoch, mark.Epoch);
        if (epoch > mark.Epoch) mark.Raise(epoch);
        if (_file is not null && _epoch == epoch) return;
        Close();
        _file = storage.Open(_name);
        storage.FlushNames();
        _end = WholeLines.End(_file);
        if (_end < _file.Length) _file.SetLength(_end);
        if (flush) _file.Flush();
        _epoch = epoch;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
