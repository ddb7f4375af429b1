using Docket.Domain.Shared;

namespace Docket.Domain.Orders;

/// <summary>How large an order and its parts may be. The largest total is <see cref="Money.Max"/>.</summary>
public static class OrderLimits
{
    /// <summary>The most lines in one order, added ones included.</summary>
    public const int LinesMax = 1_000;

    /// <summary>The largest quantity of one line.</summary>
    public const int QuantityMax = 1_000_000;

    /// <summary>The longest product name, in characters.</summary>
    public const int NameLengthMax = 500;

    /// <summary>The longest discount code, in characters.</summary>
    public const int CodeLengthMax = 100;

    /// <summary>
    /// The longest free text (a reason, a carrier, a tracking number, a payment method), in characters.
    /// </summary>
    public const int TextLengthMax = 500;
}
