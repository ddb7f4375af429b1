using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Kernel;

namespace Docket.Domain.Tests.Orders;

/// <summary>One order to talk about: two mugs at 5.00 and a pot at 12.50, together 22.50.</summary>
internal static class OrderExamples
{
    public static readonly DateTimeOffset Noon = new(2011, 1, 18, 12, 0, 0, TimeSpan.Zero);
    public static readonly Sku Mug = new("mug");
    public static readonly Sku Pot = new("pot");
    public static readonly OrderLine TwoMugs = new(Mug, "MUG", 2, new Money(500));
    public static readonly OrderLine OnePot = new(Pot, "POT", 1, new Money(1250));

    public static readonly OrderPlaced Placed =
        new(new CustomerId("17850"), new Currency("GBP"), [TwoMugs, OnePot]) { At = Noon };

    public static readonly OrderPlaced PlacedFree =
        new(null, new Currency("GBP"), [TwoMugs with { UnitPrice = Money.Zero }]) { At = Noon };

    public static readonly PaymentConfirmed Paid =
        new(new PaymentId("p1"), new Money(2250), "card", First: true) { At = Noon };

    public static readonly ItemAdded PotAdded = new(OnePot) { At = Noon };

    public static readonly OrderShipped Shipped = new("DHL", "T-1") { At = Noon };

    public static readonly OrderCancelled Cancelled = new("late", new Money(2250), Money.Zero) { At = Noon };

    public static readonly OrderCancelled CancelledPaid = Cancelled with { PaidBack = new Money(2250) };

    public static PlaceOrder Place(params OrderLine[] lines) =>
        new(Placed.Customer, Placed.Currency, ValueList.Create<OrderLine>(lines)) { At = Noon };

    public static AddItem Add(OrderLine line) => new(line) { At = Noon };

    public static ApplyDiscount Discount(long amount, string code = "TEN") => new(code, new Money(amount)) { At = Noon };

    public static DiscountApplied Discounted(long amount) => new("TEN", new Money(amount)) { At = Noon };

    public static ConfirmPayment Pay(long amount, string id = "p1") =>
        new(new PaymentId(id), new Money(amount), "card") { At = Noon };

    public static ShipOrder Ship => new("DHL", "T-1") { At = Noon };

    public static CancelOrder Cancel => new("late") { At = Noon };

    public static IssueRefund Refund(long amount) => new([], new Money(amount), null) { At = Noon };

    public static IssueRefund Refund(params RefundLine[] items) =>
        new(ValueList.Create<RefundLine>(items), null, null) { At = Noon };

    public static RefundIssued Refunded(long amount) => new([], new Money(amount), null) { At = Noon };

    public static RefundIssued Refunded(params RefundLine[] items) =>
        new(ValueList.Create<RefundLine>(items), new Money(items.Sum(item => item.Amount.Minor)), null) { At = Noon };

    public static RefundLine Mugs(int quantity, long price = 500) => new(Mug, quantity, new Money(price));
}
