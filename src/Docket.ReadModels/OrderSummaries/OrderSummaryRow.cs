namespace Docket.ReadModels.OrderSummaries;

/// <summary>What the view keeps: orders, and beside them the customers' names of today, joined when an order is read.</summary>
/// <remarks>A name in every order's row would be rewritten in all of them when a customer changes it.</remarks>
public abstract record OrderSummaryRow
{
    private OrderSummaryRow() { }

    /// <summary>An order, without its customer's name.</summary>
    public sealed record Order(OrderSummary Summary) : OrderSummaryRow;

    /// <summary>A customer's name.</summary>
    public sealed record Customer(string Name) : OrderSummaryRow;
}
