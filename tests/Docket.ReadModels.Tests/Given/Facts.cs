using Docket.Domain.Orders;
using Docket.Domain.Shared;

namespace Docket.ReadModels.Tests.Given;

/// <summary>A shop's words to write events in.</summary>
internal static class Facts
{
    public static readonly DateTimeOffset Day1 = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero); // a Monday

    public static OrderPlaced Placed(string? customer, DateTimeOffset at, params OrderLine[] lines) =>
        new(customer is null ? null : new CustomerId(customer), new Currency("GBP"), [.. lines]) { At = at };

    public static OrderLine Line(string product, int quantity, long price, string? name = null) =>
        new(new Sku(product), name ?? $"The {product}", quantity, new Money(price));

    public static PaymentConfirmed Paid(long amount, DateTimeOffset at, bool first = true, string payment = "p1") =>
        new(new PaymentId(payment), new Money(amount), "card", first) { At = at };

    public static RefundIssued Refunded(long amount, DateTimeOffset at) => new([], new Money(amount), null) { At = at };

    public static OrderCancelled Cancelled(long total, long paidBack, DateTimeOffset at) =>
        new(null, new Money(total), new Money(paidBack)) { At = at };

    public static OrderShipped Shipped(DateTimeOffset at) => new("post", null) { At = at };

    public static ItemAdded Added(OrderLine line, DateTimeOffset at) => new(line) { At = at };

    public static DiscountApplied Discounted(long amount, DateTimeOffset at) => new("SPRING", new Money(amount)) { At = at };
}
