using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Kafka.Connecting;

/// <summary>Makes the clients, each with the settings that its work depends on.</summary>
internal sealed class Clients
{
    private readonly KafkaOptions _options;
    private readonly ILogger _logger;

    public Clients(KafkaOptions options, ILogger logger)
    {
        options.Validate();
        (_options, _logger) = (options, logger);
    }

    /// <summary>A writer that keeps the order of a partition whatever fails, and leaves no gap in it.</summary>
    public IProducer<byte[], byte[]> NewProducer()
    {
        var config = Configured(new ProducerConfig
        {
            LingerMs = 1,
            CompressionType = CompressionType.Lz4,
            QueueBufferingMaxMessages = 200_000,
        });
        config.Acks = Acks.All;
        config.EnableIdempotence = true;
        // A message that failed for good must not be overtaken by those behind it: the producer then fails as a whole.
        config.EnableGaplessGuarantee = true;
        // No message gives up waiting for a broker, for the same reason. Whoever waits for it may.
        config.MessageTimeoutMs = 0;
        config.MessageMaxBytes = _options.RecordBytesMax;
        config.DeliveryReportFields = "none";
        return new ProducerBuilder<byte[], byte[]>(config)
            .SetErrorHandler((_, error) => Told(error))
            .SetLogHandler((_, message) => Told(message))
            .Build();
    }

    /// <summary>A reader that is told which partitions to read, and from where.</summary>
    public IConsumer<byte[], byte[]> NewReader(string group) => Build(new ConsumerBuilder<byte[], byte[]>(NewReading(group)));

    /// <summary>A reader that shares the partitions with the other members of its group.</summary>
    /// <param name="group">Its name.</param>
    /// <param name="handlers">Adds what is called when partitions come and go.</param>
    public IConsumer<byte[], byte[]> NewMember(
        string group, Func<ConsumerBuilder<byte[], byte[]>, ConsumerBuilder<byte[], byte[]>> handlers)
    {
        var config = NewReading(group);
        config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky;
        return Build(handlers(new ConsumerBuilder<byte[], byte[]>(config)));
    }

    public IAdminClient NewAdmin() => new AdminClientBuilder(Configured(new AdminClientConfig()))
        .SetErrorHandler((_, error) => Told(error))
        .SetLogHandler((_, message) => Told(message))
        .Build();

    private ConsumerConfig NewReading(string group)
    {
        var config = Configured(new ConsumerConfig
        {
            FetchWaitMaxMs = 100,
            FetchMinBytes = 1,
            QueuedMinMessages = 20_000,
            QueuedMaxMessagesKbytes = 16 * 1024,
            AutoCommitIntervalMs = 1_000,
            // A member that died is missed after so long, and its partitions go to the others.
            SessionTimeoutMs = 10_000,
            HeartbeatIntervalMs = 1_000,
        });
        config.GroupId = group;
        // Offsets are committed on a timer, but only those that were stored: after what they stand for was applied.
        config.EnableAutoCommit = true;
        config.EnableAutoOffsetStore = false;
        config.EnablePartitionEof = true;
        // Where to begin is always said. An offset that is gone is an error to be looked into, not a place to guess.
        config.AutoOffsetReset = AutoOffsetReset.Error;
        config.MaxPartitionFetchBytes = Math.Max(1024 * 1024, _options.RecordBytesMax);
        config.AllowAutoCreateTopics = false;
        return config;
    }

    private IConsumer<byte[], byte[]> Build(ConsumerBuilder<byte[], byte[]> builder) => builder
        .SetErrorHandler((_, error) => Told(error))
        .SetLogHandler((_, message) => Told(message))
        .Build();

    private T Configured<T>(T config)
        where T : ClientConfig
    {
        // A broker that is back is found within a second; the client's own 10 s are ten seconds of lag.
        config.ReconnectBackoffMaxMs = 1_000;
        foreach (var (name, value) in _options.Settings) config.Set(name, value);
        config.BootstrapServers = _options.Servers;
        return config;
    }

    private void Told(Error error)
    {
        if (error.IsFatal) Log.ClientFailed(_logger, error.Code, error.Reason);
        else Log.ClientError(_logger, error.Code, error.Reason);
    }

    private void Told(LogMessage message) => Log.ClientSaid(_logger, message.Facility, message.Message);
}
