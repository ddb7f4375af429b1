namespace Docket.Journal.Kafka.Topics;

/// <summary>A topic is missing, or is not as it must be. Nothing was published or read.</summary>
public sealed class TopicMismatchException : Exception
{
    /// <summary>Says which topic, what is wrong with it, and how to mend it.</summary>
    public TopicMismatchException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the topic is not there at all.</summary>
    public bool IsMissing { get; init; }
}
