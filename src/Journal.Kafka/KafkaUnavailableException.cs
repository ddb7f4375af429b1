namespace Docket.Journal.Kafka;

/// <summary>No broker answers now.</summary>
public sealed class KafkaUnavailableException : Exception
{
    /// <summary>Says which brokers were asked, and what the client says of it.</summary>
    public KafkaUnavailableException(string servers, Exception reason)
        : base($"No broker of {servers} answers: {reason.Message}", reason)
    {
    }
}
