using Docket.Domain.Shared;
using Docket.Kernel;

namespace Docket.Domain.Orders;

/// <summary>What a line must be, and what lines may come to.</summary>
internal static class LineRules
{
    public static OrderRejection? WhyNot(OrderLine line, int number) => line switch
    {
        { Name.Length: 0 or > OrderLimits.NameLengthMax } => OrderRejection.LineInvalid.With(
            $"The name in line {number} has {line.Name.Length} characters; 1-{OrderLimits.NameLengthMax} are possible."),
        { Quantity: < 1 or > OrderLimits.QuantityMax } => OrderRejection.LineInvalid.With(
            $"The quantity in line {number} is {line.Quantity}; 1-{OrderLimits.QuantityMax} are possible."),
        { UnitPrice.Minor: < 0 } => OrderRejection.LineInvalid.With(
            $"The price in line {number} is {line.UnitPrice}; it must not be negative."),
        _ => null,
    };

    public static OrderRejection? WhyTooLarge(Money before, ValueList<OrderLine> lines)
    {
        // 128 bits, because a quantity times a price may not fit into 64 before it is known to be allowed.
        Int128 total = before.Minor;
        foreach (var line in lines) total += (Int128)line.UnitPrice.Minor * line.Quantity;
        return total > Money.Max.Minor
            ? OrderRejection.TotalTooLarge.With($"The lines come to {total} minor units; at most {Money.Max} are possible.")
            : null;
    }
}
