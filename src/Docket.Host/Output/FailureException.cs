namespace Docket.Host.Output;

/// <summary>The verb cannot do its work for a reason its user can mend; the message is one line that says
/// how.</summary>
internal sealed class FailureException(string message, Exception? innerException = null)
    : Exception(message, innerException);
