namespace Docket.Domain.Shared;

/// <summary>An amount in whole minor units (cents, pence) of the currency of the order it belongs to.</summary>
/// <remarks>Arithmetic is checked: an amount that does not fit is a bug, never a wrong total.</remarks>
/// <param name="Minor">Minor units; negative only in differences.</param>
public readonly record struct Money(long Minor) : IComparable<Money>
{
    /// <summary>The largest amount an order may come to: 2^53 - 1, what every JSON reader holds exactly.</summary>
    public static Money Max => new((1L << 53) - 1);

    /// <summary>Nothing.</summary>
    public static Money Zero => default;

    /// <inheritdoc/>
    public int CompareTo(Money other) => Minor.CompareTo(other.Minor);

    /// <summary>The sum.</summary>
    public static Money operator +(Money left, Money right) => new(checked(left.Minor + right.Minor));

    /// <summary>The difference.</summary>
    public static Money operator -(Money left, Money right) => new(checked(left.Minor - right.Minor));

    /// <summary>So many of it.</summary>
    public static Money operator *(Money each, long count) => new(checked(each.Minor * count));

    /// <summary>Less money.</summary>
    public static bool operator <(Money left, Money right) => left.Minor < right.Minor;

    /// <summary>More money.</summary>
    public static bool operator >(Money left, Money right) => left.Minor > right.Minor;

    /// <summary>Less, or as much.</summary>
    public static bool operator <=(Money left, Money right) => left.Minor <= right.Minor;

    /// <summary>More, or as much.</summary>
    public static bool operator >=(Money left, Money right) => left.Minor >= right.Minor;

    /// <inheritdoc/>
    public override string ToString() => Minor.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
