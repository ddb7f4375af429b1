namespace Docket.Journal.Serialization;

/// <summary>A stored event cannot be turned into a fact of today: unknown wire name, or JSON that does not fit.</summary>
public sealed class EventDecodingException : Exception
{
    /// <summary>Says which event and why.</summary>
    public EventDecodingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
