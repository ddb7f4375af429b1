namespace Docket.Application.Import;

/// <summary>
/// The import cannot start or go on for a reason that its user can mend; the message is one line that says how.
/// </summary>
public sealed class ImportException : Exception
{
    /// <summary>Says what is wrong and what to do.</summary>
    public ImportException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
