using System.Collections.Concurrent;
using Confluent.Kafka;
using Docket.Journal.Kafka.Connecting;
using Docket.Journal.Kafka.JournalTopic;
using Docket.Journal.Projections.Feeding;

namespace Docket.Journal.Kafka.Groups;

/// <summary>One member of a consumer group: fetches what it is assigned and hands it to a worker for each partition.</summary>
/// <remarks>All but <see cref="IMembership"/> runs on the one thread that polls; the workers leave it orders.</remarks>
internal sealed class GroupMember : IMembership
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly GroupWork _work;
    private readonly int _eventsMax;
    private readonly Dictionary<int, Assignment> _assigned = [];
    private readonly ConcurrentQueue<Action> _orders = new();

    public GroupMember(Clients clients, GroupWork work, int eventsMax)
    {
        (_work, _eventsMax) = (work, eventsMax);
        _consumer = clients.NewMember(work.Group, builder => builder
            .SetPartitionsAssignedHandler((_, partitions) => Assigned(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => Revoked(partitions))
            .SetPartitionsLostHandler((_, partitions) => Lost(partitions)));
    }

    /// <summary>Takes part until cancelled, then leaves the group.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        try
        {
            _consumer.Subscribe(_work.Topic);
            while (!cancellationToken.IsCancellationRequested)
            {
                // Those that are here now: an order may leave another one, for a moment later.
                for (var left = _orders.Count; left > 0 && _orders.TryDequeue(out var order); left--) order();
                if (_consumer.Consume(Glance) is { IsPartitionEOF: false } record) Hand(record);
            }
        }
        finally
        {
            // Leaving tells the group at once, and gives the partitions up through Revoked.
            _consumer.Close();
            _consumer.Dispose();
            EndAll(worker => worker.AbortAsync(), [.. _assigned.Keys]);
        }
    }

    public async ValueTask<PartitionEnds> EndsOfAsync(int partition, CancellationToken cancellationToken) =>
        await Task.Run(() => TopicEnds.Read(_consumer, _work.Topic, partition, Patience), cancellationToken);

    public void Fetch(PartitionWorker worker, long from, PartitionQueue into) => _orders.Enqueue(() =>
    {
        if (Of(worker) is not { } assignment) return;
        try
        {
            var partition = new TopicPartition(_work.Topic, worker.Partition);
            _consumer.Seek(new TopicPartitionOffset(partition, from));
            Resume(assignment, worker.Partition);
            assignment.Queue = into;
        }
        catch (KafkaException failure) when (failure.Error.Code == ErrorCode.Local_State)
        {
            // Assigned, but not being fetched yet: a moment later.
            Fetch(worker, from, into);
        }
    });

    public void Hold(PartitionWorker worker) => _orders.Enqueue(() =>
    {
        if (Of(worker) is not { } assignment) return;
        assignment.Queue = null;
        Pause(assignment, worker.Partition);
    });

    public void Relieved(PartitionWorker worker)
    {
        // Read without the polling thread: most of the time there is nothing to order.
        if (worker.IsCrowded) _orders.Enqueue(() =>
        {
            if (Of(worker) is not { Queue: { } queue } assignment || queue.Count > _eventsMax / 2) return;
            Resume(assignment, worker.Partition);
            worker.IsCrowded = false;
        });
    }

    public void Applied(int partition, long next)
    {
        try
        {
            _consumer.StoreOffset(new TopicPartitionOffset(_work.Topic, partition, next));
        }
        catch (KafkaException)
        {
            // It is not ours any more; the sink has kept the place, and the group's offset is for those who look on.
        }
    }

    public async ValueTask<bool> IsOursAsync(int partition, PartitionPlace place, CancellationToken cancellationToken)
    {
        try
        {
            var offset = new TopicPartitionOffset(_work.Topic, partition, Math.Max(place.Offset, 0));
            await Task.Run(() => _consumer.Commit([offset]), cancellationToken);
            return true;
        }
        catch (KafkaException)
        {
            return false;
        }
    }

    private void Hand(ConsumeResult<byte[], byte[]> record)
    {
        if (!_assigned.TryGetValue(record.Partition.Value, out var assignment) || assignment.Queue is not { } queue) return;
        queue.Add(record);
        if (queue.Count < _eventsMax || assignment.IsPaused) return;
        Pause(assignment, record.Partition.Value);
        Log.PartitionPaused(_work.Logger, _work.Group, record.Partition.Value, queue.Count);
        assignment.Worker.IsCrowded = true;
        // The worker may have emptied the queue just before it could see that: then nobody else would resume.
        Interlocked.MemoryBarrier();
        if (queue.Count <= _eventsMax / 2) Relieved(assignment.Worker);
    }

    private IEnumerable<TopicPartitionOffset> Assigned(List<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
            _assigned[partition.Partition.Value] = new Assignment(new PartitionWorker(partition.Partition.Value, _work, this));
        return partitions.Select(partition => new TopicPartitionOffset(partition, EndOf(partition)));
    }

    /// <summary>
    /// Where fetching begins before the worker has its claim: at the end, so that nothing is fetched in vain. As a number:
    /// an end that the client has yet to look up could come after the worker's own place, and take its stead.
    /// </summary>
    private Offset EndOf(TopicPartition partition)
    {
        try
        {
            return _consumer.QueryWatermarkOffsets(partition, Patience).High;
        }
        catch (KafkaException)
        {
            // Nothing may be thrown in here. Should the place be lost, the queue sees that records are missing.
            return Offset.End;
        }
    }

    private void Revoked(List<TopicPartitionOffset> partitions) =>
        EndAll(worker => worker.StopAsync(), partitions.Select(partition => partition.Partition.Value));

    private void Lost(List<TopicPartitionOffset> partitions) =>
        EndAll(worker => worker.AbortAsync(), partitions.Select(partition => partition.Partition.Value));

    private void EndAll(Func<PartitionWorker, Task> end, IEnumerable<int> partitions)
    {
        var ending = new List<Task>();
        foreach (var partition in partitions)
            if (_assigned.Remove(partition, out var assignment)) ending.Add(end(assignment.Worker));
        // The thread that polls is the one that the group waits for: the partitions must be free when it goes on.
        Task.WhenAll(ending).GetAwaiter().GetResult();
    }

    private Assignment? Of(PartitionWorker worker) =>
        _assigned.TryGetValue(worker.Partition, out var assignment) && ReferenceEquals(assignment.Worker, worker)
            ? assignment
            : null;

    private void Pause(Assignment assignment, int partition)
    {
        if (!assignment.IsPaused) _consumer.Pause([new TopicPartition(_work.Topic, partition)]);
        assignment.IsPaused = true;
    }

    private void Resume(Assignment assignment, int partition)
    {
        if (assignment.IsPaused) _consumer.Resume([new TopicPartition(_work.Topic, partition)]);
        assignment.IsPaused = false;
    }

    private sealed record Assignment(PartitionWorker Worker)
    {
        /// <summary>Null while nothing is wanted of the partition: what comes then is left out, and read again later.</summary>
        public PartitionQueue? Queue { get; set; }

        public bool IsPaused { get; set; }
    }
}
