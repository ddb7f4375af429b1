using Docket.Journal.Store;

namespace Docket.Journal.Serialization;

/// <summary>A stored event cannot be turned into a fact of today: unknown wire name, or JSON that does not fit.</summary>
public sealed class EventDecodingException : Exception
{
    /// <summary>Says which event and why.</summary>
    public EventDecodingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal EventDecodingException(RecordedEvent recorded, Exception innerException)
        : base($"{recorded} cannot be decoded: {innerException.Message}", innerException) =>
        Position = recorded.Position;

    /// <summary>Where the event lies; null where it did not come from a journal.</summary>
    public Position? Position { get; }
}
