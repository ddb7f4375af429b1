using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Host.Composition;
using Docket.Host.Tests.Running;
using Docket.Journal.Store;

namespace Docket.Host.Tests.Api;

/// <summary>What readers and operators see of an event that no view can apply.</summary>
public sealed class ParkedOrderTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_poison_event_makes_its_own_order_stale_until_it_is_skipped_and_no_other()
    {
        using var data = new TemporaryDirectory();
        await WriteAsync(data.Path, ("poisoned", Placed), ("poisoned", Placed), ("poisoned", Shipped), ("sound", Placed));
        await using var service = await RunningService.StartAsync(data.Path);

        var sound = await service.GetAsync("/orders/sound?min_seq=4");
        Assert.Equal((200, false, 4), (sound.Code, Stale(sound), sound.Number("as_of_seq")));
        Assert.False(sound.Body.TryGetProperty("stale_since", out _));
        var written = await service.PostAsync("/payments", """{"order_id":"sound","amount":100}""");
        Assert.Equal("paid", (await service.GetAsync($"/orders/sound?min_seq={written.Seq}")).Text("status"));

        // The view is past the poisoned order's events, and must not pretend that it shows them.
        foreach (var path in (string[])["/orders/poisoned?min_seq=3", "/orders/poisoned/status", "/orders/poisoned"])
        {
            var poisoned = await service.GetAsync(path);
            Assert.Equal((200, true, 1, 1), (poisoned.Code, Stale(poisoned), poisoned.Number("as_of_seq"),
                poisoned.Number("version")));
            Assert.True(poisoned.Body.GetProperty("stale_since").GetDateTimeOffset() > Day);
        }

        var parked = (await service.GetAsync("/ops/parked")).Body.GetProperty("parked").EnumerateArray().Single(
            entry => entry.GetProperty("view").GetString() == "order-summary");
        Assert.Equal((2, 1, "order-poisoned"), (parked.GetProperty("sequence_number").GetInt64(),
            parked.GetProperty("waiting").GetInt64(), parked.GetProperty("stream").GetString()));
        Assert.Equal(200, (await service.PostAsync($"/ops/parked/{parked.GetProperty("id").GetString()}/skip")).Code);
        var mended = await service.GetAsync("/orders/poisoned");
        Assert.Equal(("shipped", false, 3), (mended.Text("status"), Stale(mended), mended.Number("version")));
        Assert.False(mended.Body.TryGetProperty("stale_since", out _));
    }

    private static OrderEvent Placed => new OrderPlaced(null, new Currency("EUR"),
        [new OrderLine(new Sku("x"), "The x", 1, new Money(100))])
    { At = Day };

    private static OrderEvent Shipped => new OrderShipped(null, null) { At = Day };

    private static bool Stale(Answer answer) => answer.Body.GetProperty("stale").GetBoolean();

    /// <summary>Past the rules, which would not let an order be placed twice.</summary>
    private static async Task WriteAsync(string path, params (string Order, OrderEvent Event)[] events)
    {
        await using var docket = EmbeddedDocket.Open(new DataDirectory(path));
        foreach (var (order, happened) in events)
        {
            var metadata = new EventMetadata { EventId = Guid.CreateVersion7(Day), OccurredAt = Day };
            await docket.Journal.AppendAsync(new AppendRequest(new StreamName("order", order), ExpectedVersion.Any,
                [new NewEvent(happened, metadata)]), TestContext.Current.CancellationToken);
        }
    }
}
