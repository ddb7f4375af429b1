using System.Globalization;
using Docket.Api.Orders;
using Spectre.Console;

namespace Docket.Host.Output;

/// <summary>Draws one order: its figures, then its lines.</summary>
internal static class OrderTable
{
    private const int LinesMax = 40;

    public static void Draw(IAnsiConsole console, OrderReply order)
    {
        console.WriteLine($"Order {order.OrderId} is {order.Status}, at version {order.Version}");
        console.WriteLine($"  customer   {Customer(order)}");
        console.WriteLine($"  total      {Money(order, order.Total)}"
            + (order.Discount > 0 ? $" after a discount of {Money(order, order.Discount)}" : ""));
        console.WriteLine($"  paid       {Money(order, order.Paid)}, balance due {Money(order, order.BalanceDue)}");
        console.WriteLine($"  refunded   {Money(order, order.Refunded)}");
        Moment(console, "placed", order.PlacedAt);
        Moment(console, "paid", order.PaidAt);
        Moment(console, "shipped", order.ShippedAt);
        Moment(console, "cancelled", order.CancelledAt);
        console.Write(Lines(order));
        if (order.Items.Count > LinesMax) console.WriteLine(
            $"  … and {order.Items.Count - LinesMax} more lines (--json shows all)");
    }

    private static Table Lines(OrderReply order)
    {
        var table = Figures.Table(("product", false), ("name", false), ("quantity", true), ("price", true));
        foreach (var item in order.Items.Take(LinesMax))
            table.Row(item.ProductId, item.Name, Figures.Count(item.Quantity),
                Figures.Money(item.UnitPrice, order.Currency));
        return table;
    }

    private static string Customer(OrderReply order) => (order.CustomerId, order.CustomerName) switch
    {
        (null, _) => "a guest",
        ({ } id, null) => id,
        ({ } id, { } name) => string.Create(CultureInfo.InvariantCulture, $"{name} ({id})"),
    };

    private static string Money(OrderReply order, long minor) =>
        $"{Figures.Money(minor, order.Currency)} {order.Currency}";

    private static void Moment(IAnsiConsole console, string what, DateTime? time)
    {
        if (time is { } at) console.WriteLine($"  {what,-10} {Figures.ShortTime(at)}");
    }
}
