namespace Docket.Journal.Store;

/// <summary>The stream was not at the version the writer expected; nothing was written.</summary>
public sealed class ConcurrencyException : Exception
{
    /// <summary>Says which stream, what was expected and what was found.</summary>
    public ConcurrencyException(StreamName stream, ExpectedVersion expected, StreamVersion actual)
        : base($"Stream {stream} was expected at version {expected} and is at {actual}. Load it again and decide anew.")
    {
        Stream = stream;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>The stream that had moved on.</summary>
    public StreamName Stream { get; }

    /// <summary>What the writer believed.</summary>
    public ExpectedVersion Expected { get; }

    /// <summary>What was true.</summary>
    public StreamVersion Actual { get; }
}
