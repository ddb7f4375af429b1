using System.Text.Json;
using Docket.Application.Wire;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using FsCheck;
using FsCheck.Fluent;

namespace Docket.Application.Tests.Wire;

public sealed class RoundTripTests
{
    private readonly EventCodec _codec = DocketCodec.Create();

    [Fact]
    public void Every_event_is_read_as_it_was_written() => Prop
        .ForAll(EventGenerators.Any, payload => payload.Equals(ThroughTheJournal(payload)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));

    [Fact]
    public void A_fold_that_goes_on_from_a_snapshot_equals_the_fold_at_once()
    {
        var history = History();
        var whole = history.Aggregate(Order.Initial, Order.Evolve);
        for (var cut = 0; cut <= history.Length; cut++)
        {
            var before = history[..cut].Aggregate(Order.Initial, Order.Evolve);
            var restored = ThroughASnapshot(before);
            Assert.Equal(before, restored);
            Assert.Equal(whole, history[cut..].Aggregate(restored, Order.Evolve));
        }
    }

    private static OrderEvent[] History()
    {
        var at = new DateTimeOffset(2011, 1, 18, 10, 1, 0, TimeSpan.Zero);
        var mug = new OrderLine(new Sku("mug"), "MUG", 2, new Money(500));
        return
        [
            new OrderPlaced(null, new Currency("GBP"), [mug]) { At = at },
            new ItemAdded(new OrderLine(new Sku("pot"), "POT", 1, new Money(1250))) { At = at },
            new DiscountApplied("TEN", new Money(50)) { At = at },
            new PaymentConfirmed(new PaymentId("p1"), new Money(2200), "card", true) { At = at },
            new RefundIssued([new RefundLine(new Sku("mug"), 1, new Money(500))], new Money(500), null) { At = at },
            new ItemAdded(mug) { At = at },
            new OrderCancelled(null, new Money(3200), new Money(1700)) { At = at },
        ];
    }

    private static OrderState ThroughASnapshot(OrderState state)
    {
        var json = WireJson.Create().OrderState;
        return JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(state, json), json)!;
    }

    private object ThroughTheJournal(object payload)
    {
        var encoded = _codec.Encode(new NewEvent(payload, new EventMetadata { EventId = default, OccurredAt = default }));
        return new RecordedEvent(_codec, new StoredEvent
        {
            Stream = new StreamName("order", "1"),
            Version = new StreamVersion(1),
            Position = new Position(1),
            Type = encoded.Type,
            RecordedAt = default,
            Data = encoded.Data,
            Metadata = encoded.Metadata,
        }).Payload;
    }
}
