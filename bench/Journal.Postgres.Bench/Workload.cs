using System.Text;
using Docket.Application.Orders;
using Docket.Application.Wire;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Outbox;
using Docket.Journal.Postgres;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Docket.Postgres;

namespace Docket.Journal.Postgres.Bench;

/// <summary>What is appended: one event each, five to a stream, each expecting the version before.</summary>
/// <param name="Codec">Knows the events.</param>
/// <param name="Companion">Tables written with them, or none.</param>
/// <param name="Append">The append of an order's n-th event, from 0.</param>
internal sealed record Workload(
    EventCodec Codec, IAppendCompanion? Companion, Func<string, int, DateTimeOffset, AppendRequest> Append)
{
    public const int EventsInStream = 5;

    private static readonly byte[] Told = Encoding.UTF8.GetBytes(
        """{"orderId":"7f9c2ba4e88f827d616045507605853e","customerId":"cust-004711","line":3,"sku":"SKU-0004711-BLUE-XL","quantity":3,"unitPrice":129.99,"currency":"EUR","warehouse":"WRO-02","note":"abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz01","occurredAt":"2026-08-22T10:15:30.1234567Z"}""");

    /// <summary>By name: <c>events</c>, <c>outbox</c> (a row of the same size each) or <c>state</c> (an order's events,
    /// the outbox and the tables of current state).</summary>
    public static Workload Named(string name) => name switch
    {
        "events" => new(LineAdded.Codec, null, LineAdded.Append),
        "outbox" => new(LineAdded.Codec, null, (order, line, at) => WithMessage(LineAdded.Append(order, line, at))),
        "state" => new(DocketCodec.Create(), new CurrentState(), (order, line, at) => WithMessage(OrderAppend(order, line, at))),
        _ => throw new ArgumentException($"No workload is called {name}.", nameof(name)),
    };

    private static AppendRequest WithMessage(AppendRequest append) => append with
    {
        Messages = [new OutboxMessage(append.Events[0].Metadata.EventId, 0, "docket.order.changed.v1", Told)],
    };

    private static AppendRequest OrderAppend(string order, int number, DateTimeOffset at) => new(
        OrderService.StreamOf(new OrderId(order)),
        ExpectedVersion.Exactly(new StreamVersion(number)),
        [
            new NewEvent(EventOf(number, at), new EventMetadata { EventId = Guid.CreateVersion7(at), OccurredAt = at }),
        ]);

    private static OrderEvent EventOf(int number, DateTimeOffset at) => number switch
    {
        0 => new OrderPlaced(new CustomerId("cust-004711"), new Currency("EUR"), [Line("BLUE"), Line("RED")]) { At = at },
        1 or 2 => new ItemAdded(Line("GREEN")) { At = at },
        3 => new PaymentConfirmed(new PaymentId("pay-004711"), new Money(155_988), "card", First: true) { At = at },
        _ => new OrderShipped("DHL", "00340434161094042557") { At = at },
    };

    private static OrderLine Line(string colour) =>
        new(new Sku($"SKU-0004711-{colour}-XL"), $"A mug in {colour}, dishwasher-safe, 0.3 l", 3, new Money(12_999));
}
