namespace Docket.Journal.Projections;

/// <summary>A view's own storage fails, whatever the events say. The runner waits and tries again; nothing is parked for it.</summary>
public sealed class ViewStorageException : Exception
{
    /// <summary>Says which view and what.</summary>
    public ViewStorageException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
