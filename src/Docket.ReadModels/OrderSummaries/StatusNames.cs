namespace Docket.ReadModels.OrderSummaries;

/// <summary>What a status is called in columns and fields.</summary>
internal static class StatusNames
{
    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.Pending => "pending",
        OrderStatus.Paid => "paid",
        OrderStatus.Shipped => "shipped",
        OrderStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status."),
    };
}
