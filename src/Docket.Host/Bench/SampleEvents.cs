using Docket.Application.Orders;
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

    public static StreamName Stream(string id) => OrderService.StreamOf(new OrderId(id));

    public static NewEvent Event(DateTimeOffset now) =>
        new(Placed, new EventMetadata { EventId = Guid.CreateVersion7(now), OccurredAt = Then });
}
