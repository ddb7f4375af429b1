using Docket.Domain.Orders;
using Docket.Kernel;

namespace Docket.Application.PublicEvents;

/// <summary>So many of one product at one price, in minor units. Without its name, which is free text.</summary>
internal sealed record PublicLine(string ProductId, int Quantity, long UnitPrice)
{
    public static PublicLine[] Of(ValueList<OrderLine> lines)
    {
        var told = new PublicLine[lines.Count];
        for (var i = 0; i < told.Length; i++)
            told[i] = new PublicLine(lines[i].Product.Value, lines[i].Quantity, lines[i].UnitPrice.Minor);
        return told;
    }

    public static PublicLine[] Of(ValueList<RefundLine> lines)
    {
        var told = new PublicLine[lines.Count];
        for (var i = 0; i < told.Length; i++)
            told[i] = new PublicLine(lines[i].Product.Value, lines[i].Quantity, lines[i].UnitPrice.Minor);
        return told;
    }
}
