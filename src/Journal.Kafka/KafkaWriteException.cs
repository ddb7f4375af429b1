namespace Docket.Journal.Kafka;

/// <summary>Writing to Kafka failed for now. What was not acknowledged may or may not have been written.</summary>
public sealed class KafkaWriteException : Exception
{
    /// <summary>Says why.</summary>
    public KafkaWriteException(Exception reason)
        : base($"Writing to Kafka failed for now: {reason.Message}", reason)
    {
    }
}
