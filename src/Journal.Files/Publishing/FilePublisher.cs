using Docket.Journal.Files.Storage;
using Docket.Journal.Outbox;

namespace Docket.Journal.Files.Publishing;

/// <summary>
/// Publishes into a directory: one append-only file of JSON lines a partition, <c>partition-00.jsonl</c> to
/// <c>partition-15.jsonl</c>, on the disk before a batch is acknowledged.
/// </summary>
/// <remarks>
/// <para>
/// A line is <c>{"position":…,"epoch":…,"id":…,"key":…,"type":…,"event":{…}}</c>, where <c>event</c> is the payload, or
/// <c>{"watermark":…,"epoch":…}</c>. A line counts once its line feed is there. Consumers drop repeats by <c>id</c>.
/// </para>
/// <para>
/// Several relays may share the directory. Each batch is written under a lock of its file, and <c>partition-NN.epoch</c>
/// names the newest epoch that wrote there: an older one is refused. A process that is stopped in the middle of a write
/// holds that file until it goes on or ends; others then fail, and try again.
/// </para>
/// </remarks>
public sealed class FilePublisher : IPublisher, IDisposable
{
    private readonly PartitionFile[] _files;

    /// <summary>Opens the directory.</summary>
    public FilePublisher(FilePublisherOptions options)
    {
        options.Validate();
        Directory.CreateDirectory(options.Directory);
        var storage = new DirectoryStorage(options.Directory);
        _files =
        [
            .. Enumerable.Range(0, OutboxPartitions.Count)
                .Select(partition => new PartitionFile(storage, partition, options.Flush)),
        ];
    }

    /// <inheritdoc/>
    public async ValueTask TakeOverAsync(int partition, long epoch, CancellationToken cancellationToken) =>
        await Task.Run(() => _files[partition].TakeOver(epoch), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Nothing is ever refused; a disk that fails or is full throws, and the batch is tried again.</remarks>
    public async ValueTask<PublishAnswer> PublishAsync(PublishBatch batch, CancellationToken cancellationToken)
    {
        // Writing and flushing block, so not on the caller's turn: several partitions are written side by side.
        await Task.Run(() => _files[batch.Partition].Append(batch), cancellationToken);
        return new PublishAnswer(batch.Events.Count);
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }
}
