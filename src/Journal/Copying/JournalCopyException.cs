namespace Docket.Journal.Copying;

/// <summary>The two journals are not one: going on would mix them.</summary>
public sealed class JournalCopyException : Exception
{
    /// <summary>Says what differs and what to do.</summary>
    public JournalCopyException(string message)
        : base(message)
    {
    }
}
