namespace Docket.Host.Output;

/// <summary>The verb was asked wrongly; the message is one line that says what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
