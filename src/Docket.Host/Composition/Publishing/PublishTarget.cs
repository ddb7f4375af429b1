using Docket.Host.Composition.Kafka;
using Docket.Host.Output;
using Docket.Journal.Files.Publishing;
using Docket.Journal.Outbox;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Publishing;

/// <summary>Where the outbox is published to.</summary>
internal abstract record PublishTarget
{
    private const string FilesPrefix = "file:";
    private const string Kafka = "kafka";

    /// <summary>Opens it. What can be disposed is disposed by the caller, after the relay.</summary>
    /// <exception cref="FailureException">It cannot be written to.</exception>
    public abstract IPublisher Open(ILogger logger);

    /// <summary>Whether it is a topic of the brokers.</summary>
    public bool IsKafka => this is ToKafka;

    /// <param name="text">What was typed.</param>
    /// <param name="brokers">The brokers, where some are named.</param>
    /// <exception cref="UsageException">It is no target.</exception>
    public static PublishTarget Parse(string text, Brokers? brokers) => text switch
    {
        Kafka => new ToKafka(brokers ?? throw new UsageException(
            "--publish kafka: to which brokers? --kafka or DOCKET_KAFKA names them.")),
        _ when text.StartsWith(FilesPrefix, StringComparison.Ordinal) && text.Length > FilesPrefix.Length =>
            new ToFiles(text[FilesPrefix.Length..]),
        _ => throw new UsageException($"--publish wants kafka, or a target such as file:./published; '{text}' is none."),
    };

    private sealed record ToKafka(Brokers Brokers) : PublishTarget
    {
        public override IPublisher Open(ILogger logger) => Brokers.NewPublisher(logger);
    }

    private sealed record ToFiles(string Directory) : PublishTarget
    {
        public override IPublisher Open(ILogger logger)
        {
            try
            {
                return new FilePublisher(new FilePublisherOptions { Directory = Directory });
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new FailureException($"{Directory} cannot be published to: {failure.Message}", failure);
            }
        }
    }
}
