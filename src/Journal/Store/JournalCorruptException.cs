namespace Docket.Journal.Store;

/// <summary>Stored bytes are not what was written. The store neither guesses nor skips: it stops here and says where.</summary>
public sealed class JournalCorruptException : Exception
{
    /// <summary>Says where and what.</summary>
    public JournalCorruptException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
