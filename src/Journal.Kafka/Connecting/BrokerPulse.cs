using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Kafka.Connecting;

/// <summary>Asks the brokers now and then whether they are there, over one connection that is kept.</summary>
public sealed class BrokerPulse : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly KafkaOptions _options;
    private readonly IAdminClient _client;

    /// <summary>Makes the client; it connects with the first question.</summary>
    /// <exception cref="ArgumentException">A setting is not known to the client, or not as it must be.</exception>
    public BrokerPulse(KafkaOptions options, ILogger logger)
    {
        _options = options;
        try
        {
            _client = new Clients(options, logger).NewAdmin();
        }
        catch (InvalidOperationException wrong)
        {
            throw new ArgumentException(wrong.Message, nameof(options), wrong);
        }
    }

    /// <summary>How many brokers there are.</summary>
    /// <exception cref="KafkaUnavailableException">None answers within 2 s.</exception>
    public async Task<int> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => _client.GetMetadata(Patience).Brokers.Count, cancellationToken);
        }
        catch (KafkaException failure)
        {
            throw new KafkaUnavailableException(_options.Servers, failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
