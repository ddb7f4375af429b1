namespace Docket.Journal.Store;

/// <summary>A place in the whole journal: dense from 1, in commit order. <see cref="Start"/> is before the first event.</summary>
public readonly record struct Position(long Value) : IComparable<Position>
{
    /// <summary>Before the first event; what a reader that has seen nothing holds.</summary>
    public static Position Start => default;

    /// <summary>The place after this one.</summary>
    public Position Next => new(Value + 1);

    /// <inheritdoc/>
    public int CompareTo(Position other) => Value.CompareTo(other.Value);

    /// <summary>Earlier in the journal.</summary>
    public static bool operator <(Position left, Position right) => left.Value < right.Value;

    /// <summary>Later in the journal.</summary>
    public static bool operator >(Position left, Position right) => left.Value > right.Value;

    /// <summary>Earlier, or the same.</summary>
    public static bool operator <=(Position left, Position right) => left.Value <= right.Value;

    /// <summary>Later, or the same.</summary>
    public static bool operator >=(Position left, Position right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
