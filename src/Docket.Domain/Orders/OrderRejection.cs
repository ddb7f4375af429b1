namespace Docket.Domain.Orders;

/// <summary>Why an order's rules say no. <see cref="Rule"/> is stable; the detail holds the case's figures.</summary>
/// <param name="Rule">Names the rule for programs, such as <c>order-not-paid</c>.</param>
/// <param name="Title">The rule as a sentence, the same for every case.</param>
/// <param name="Detail">This case, with its figures; the title where there is nothing to add.</param>
public sealed record OrderRejection(string Rule, string Title, string Detail)
{
    private OrderRejection(string rule, string title)
        : this(rule, title, title)
    {
    }

    /// <summary>No such order.</summary>
    public static OrderRejection Unknown { get; } =
        new("order-unknown", "There is no such order.");

    /// <summary>The id is taken.</summary>
    public static OrderRejection AlreadyPlaced { get; } =
        new("order-already-placed", "An order of this id was placed before.");

    /// <summary>Too few lines or too many.</summary>
    public static OrderRejection LineCount { get; } =
        new("order-line-count", $"An order has 1-{OrderLimits.LinesMax} lines.");

    /// <summary>A line that cannot be one.</summary>
    public static OrderRejection LineInvalid { get; } =
        new("order-line-invalid", $"A line has a name of 1-{OrderLimits.NameLengthMax} characters, a quantity of "
            + $"1-{OrderLimits.QuantityMax} and a price that is not negative.");

    /// <summary>More than an order may come to.</summary>
    public static OrderRejection TotalTooLarge { get; } =
        new("order-total-too-large", $"An order comes to at most {Shared.Money.Max} minor units.");

    /// <summary>A free text that is too long.</summary>
    public static OrderRejection TextTooLong { get; } =
        new("order-text-too-long", $"A free text has at most {OrderLimits.TextLengthMax} characters.");

    /// <summary>A discount that cannot be one.</summary>
    public static OrderRejection DiscountInvalid { get; } =
        new("order-discount-invalid",
            $"A discount has a code of 1-{OrderLimits.CodeLengthMax} characters and a positive amount.");

    /// <summary>A discount that makes the total negative.</summary>
    public static OrderRejection DiscountAboveTotal { get; } =
        new("order-discount-above-total", "A discount is not above the order's total.");

    /// <summary>Paid too little or too much.</summary>
    public static OrderRejection PaymentNotBalanceDue { get; } =
        new("order-payment-not-balance-due", "A payment is exactly the balance due.");

    /// <summary>Nothing to pay.</summary>
    public static OrderRejection NothingDue { get; } =
        new("order-nothing-due", "Nothing is due on this order.");

    /// <summary>The same payment id with another amount.</summary>
    public static OrderRejection PaymentIdTaken { get; } =
        new("order-payment-id-taken", "A payment of this id was confirmed with another amount.");

    /// <summary>Shipping before paying.</summary>
    public static OrderRejection NotPaid { get; } =
        new("order-not-paid", "An order is shipped only when its balance is paid.");

    /// <summary>Too late: the goods have left.</summary>
    public static OrderRejection Shipped { get; } =
        new("order-shipped", "The order is shipped; it can be neither changed, shipped again nor cancelled.");

    /// <summary>Too late: called off.</summary>
    public static OrderRejection Cancelled { get; } =
        new("order-cancelled", "The order is cancelled.");

    /// <summary>A refund that cannot be one.</summary>
    public static OrderRejection RefundInvalid { get; } =
        new("order-refund-invalid", "A refund is for items or for an amount, not both, and comes to more than nothing.");

    /// <summary>More money back than came in.</summary>
    public static OrderRejection RefundAbovePaid { get; } =
        new("order-refund-above-paid", "A refund is not above what was paid and not yet refunded.");

    /// <summary>More goods back than went out.</summary>
    public static OrderRejection RefundAboveQuantity { get; } =
        new("order-refund-above-quantity", "A product is refunded only as often as it was ordered and not yet refunded.");

    /// <summary>Dearer back than it was.</summary>
    public static OrderRejection RefundAbovePrice { get; } =
        new("order-refund-above-price", "A product is refunded at most at the highest price it has in the order.");

    /// <summary>The same rule, told with this case's figures.</summary>
    internal OrderRejection With(string detail) => this with { Detail = detail };
}
