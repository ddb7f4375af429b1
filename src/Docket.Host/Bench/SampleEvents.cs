using Docket.Application.Orders;
using Docket.Domain.Customers;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Store;

namespace Docket.Host.Bench;

/// <summary>An order of two lines, about 300 bytes as it is stored.</summary>
internal static class SampleEvents
{
    private static readonly DateTimeOffset Then = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    private static readonly OrderPlaced Placed = new(
        new CustomerId("customer-4711"), new Currency("EUR"),
        [
            new OrderLine(new Sku("mug-blue"), "Blue mug with a white handle", 2, new Money(1250)),
            new OrderLine(new Sku("tea-mint"), "Mint tea, 100 g", 1, new Money(640)),
        ])
    { At = Then };

    private static readonly OrderLine Line = new(new Sku("mug-blue"), "Blue mug with a white handle", 2, new Money(1250));

    /// <summary>Eight types, about as often as each other; what a shop stores, without its proportions.</summary>
    private static readonly object[] Types =
    [
        Placed,
        new ItemAdded(Line) { At = Then },
        new DiscountApplied("WELCOME-10", new Money(314)) { At = Then },
        new PaymentConfirmed(new PaymentId("pay-2026-03-02-000017"), new Money(2826), "card", First: true) { At = Then },
        new OrderShipped("DHL", "00340434161094042557") { At = Then },
        new OrderCancelled("The customer changed her mind", new Money(3140), new Money(2826)) { At = Then },
        new RefundIssued([new RefundLine(new Sku("mug-blue"), 1, new Money(1250))], new Money(1250), "broken") { At = Then },
        new CustomerRegistered("Anna Example", "anna@example.com") { At = Then },
    ];

    /// <summary>The three types that revenue is made of.</summary>
    public static IReadOnlyList<Type> OfRevenue { get; } =
        [typeof(PaymentConfirmed), typeof(OrderCancelled), typeof(RefundIssued)];

    public static NewEvent Mixed(int index, DateTimeOffset now) => NewEvent(Types[index % Types.Length], now);

    public static StreamName Stream(string id) => OrderService.StreamOf(new OrderId(id));

    public static NewEvent Event(DateTimeOffset now) => NewEvent(Placed, now);

    private static NewEvent NewEvent(object payload, DateTimeOffset now) =>
        new(payload, new EventMetadata { EventId = Guid.CreateVersion7(now), OccurredAt = Then });
}
