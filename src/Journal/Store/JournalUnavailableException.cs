namespace Docket.Journal.Store;

/// <summary>The store cannot write now (disk full, failed flush, shutting down). What was acknowledged is safe.</summary>
public sealed class JournalUnavailableException : Exception
{
    /// <summary>Says what happened and what to do.</summary>
    public JournalUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
