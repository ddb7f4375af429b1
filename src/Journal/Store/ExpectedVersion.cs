namespace Docket.Journal.Store;

/// <summary>What the writer believes of the stream; the append goes through only while that is still true.</summary>
public readonly record struct ExpectedVersion
{
    private const long AnyValue = -1;

    private ExpectedVersion(long value) => Value = value;

    /// <summary>The expected number of events, or -1 where any will do. This is what a store compares and keeps.</summary>
    public long Value { get; }

    /// <summary>Appends whatever the stream holds by now.</summary>
    public static ExpectedVersion Any => new(AnyValue);

    /// <summary>The stream must not exist yet.</summary>
    public static ExpectedVersion NoStream => new(0);

    /// <summary>The stream must be at exactly this version.</summary>
    public static ExpectedVersion Exactly(StreamVersion version) => new(version.Value);

    /// <summary>Whether a stream at this version is as expected.</summary>
    public bool Matches(StreamVersion actual) => Value == AnyValue || Value == actual.Value;

    /// <inheritdoc/>
    public override string ToString() => Value == AnyValue ? "any" : $"exactly {Value}";
}
