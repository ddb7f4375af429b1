using Docket.Domain.Customers;
using Docket.Domain.Orders;
using Docket.Domain.Shared;

namespace Docket.Application.Tests.Wire;

/// <summary>One event of every form, with every field filled.</summary>
internal static class EventExamples
{
    private static readonly DateTimeOffset At = new(2011, 1, 18, 10, 1, 0, TimeSpan.Zero);

    public static IReadOnlyDictionary<string, object> ByWireName { get; } = new Dictionary<string, object>
    {
        ["order.placed.v1"] = new OrderPlaced(
            new CustomerId("12346"), new Currency("GBP"),
            [
                new OrderLine(new Sku("23166"), "MEDIUM CERAMIC TOP STORAGE JAR", 74215, new Money(104)),
                new OrderLine(new Sku("85123A"), "DOLLY GIRL'S LUNCH BOX & CAFÉ SIGN", 1, new Money(0)),
            ])
        { At = At },
        ["order.item_added.v1"] =
            new ItemAdded(new OrderLine(new Sku("BANK_CHARGES"), "Bank Charges", 1, new Money(1500))) { At = At },
        ["order.discount_applied.v1"] = new DiscountApplied("TEN", new Money(1000)) { At = At },
        ["order.payment_confirmed.v1"] =
            new PaymentConfirmed(new PaymentId("541431"), new Money(7718360), "card", First: true) { At = At },
        ["order.shipped.v1"] = new OrderShipped("DHL", "00340434161094000001") { At = At },
        ["order.cancelled.v1"] = new OrderCancelled("found cheaper", new Money(2250), new Money(2000)) { At = At },
        ["order.refund_issued.v1"] =
            new RefundIssued([new RefundLine(new Sku("23166"), 74215, new Money(104))], new Money(7718360), "C541433") { At = At },
        ["customer.registered.v2"] = new CustomerRegistered("Ada Lovelace", "ada@example.org") { At = At },
        ["customer.details_changed.v1"] = new CustomerDetailsChanged("Ada King", "ada@example.org") { At = At },
    };
}
