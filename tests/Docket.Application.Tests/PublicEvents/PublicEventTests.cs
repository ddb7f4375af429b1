using System.Text;
using System.Text.Json.Nodes;
using Docket.Application.Customers;
using Docket.Application.Orders;
using Docket.Application.PublicEvents;
using Docket.Application.Wire;
using Docket.Domain.Customers;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Docket.Journal.InMemory;
using Docket.Journal.Store;

namespace Docket.Application.Tests.PublicEvents;

public sealed class PublicEventTests : IAsyncDisposable
{
    private readonly ToldStore _store = new(new InMemoryEventStore(DocketCodec.Create(), TimeProvider.System));
    private readonly Contracts _contracts = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private OrderService Orders => new(_store, TimeProvider.System, new DeciderRunnerOptions(), snapshots: null);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_is_told_is_what_its_schema_promises(int seed)
    {
        await new RandomOrders(seed).RunAsync(Orders, 400, Cancelled);

        Assert.Equal(PublicEventTypes.OfOrders.Order(), _store.Told.Select(told => told.Message.Type).Distinct().Order());
        foreach (var (_, message) in _store.Told)
            Assert.Empty(_contracts.Faults(message.Type, JsonNode.Parse(message.Payload.Span)!));
    }

    [Fact]
    public async Task What_a_checkout_caused_is_told_with_its_saga_its_cause_and_what_it_belongs_to()
    {
        await new RandomOrders(5).RunAsync(Orders, 200, Cancelled);

        var ofSagas = _store.Told.Select(told => JsonNode.Parse(told.Message.Payload.Span)!["data"]!)
            .Where(body => body["saga_id"] is not null).ToList();
        Assert.NotEmpty(ofSagas);
        Assert.All(ofSagas, body => Assert.Equal(
            ("7.2", "saga/7.2", "import:retail"),
            (body["saga_id"]!.GetValue<string>(), body["causation_id"]!.GetValue<string>(), body["correlation_id"]!.GetValue<string>())));
    }

    [Fact]
    public async Task No_free_text_and_no_actor_is_told()
    {
        await new RandomOrders(4).RunAsync(Orders, 400, Cancelled);

        foreach (var (_, message) in _store.Told)
        {
            var text = Encoding.UTF8.GetString(message.Payload.Span);
            Assert.DoesNotContain("@", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\\u0040", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Ada", text, StringComparison.Ordinal);
            Assert.DoesNotContain("4111", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_event_of_an_order_is_told_once_in_order_with_the_order_as_it_is_then()
    {
        await new RandomOrders(5).RunAsync(Orders, 400, Cancelled);

        var told = _store.Told.ToLookup(one => one.Stream, one => one.Message);
        await foreach (var page in _store.ReadAllAsync(Position.Start, EventFilter.All, Cancelled))
        {
            foreach (var stream in page.Events.GroupBy(recorded => recorded.Stream))
                AssertTold([.. stream], [.. told[stream.Key]]);
        }
    }

    [Fact]
    public async Task What_happens_to_customers_is_not_told()
    {
        var customers = new CustomerService(_store, TimeProvider.System, new DeciderRunnerOptions());
        await customers.ExecuteAsync(
            new CustomerId("c1"), new SetCustomerDetails("Ada", "ada@example.org") { At = TimeProvider.System.GetUtcNow() },
            new CommandContext(), Cancelled);

        Assert.Equal(1, _store.Head.Value);
        Assert.Empty(_store.Told);
    }

    private static void AssertTold(List<RecordedEvent> events, List<Journal.Outbox.OutboxMessage> messages)
    {
        var order = Domain.Orders.Order.Initial;
        Assert.Equal(events.Count, messages.Count);
        for (var i = 0; i < events.Count; i++)
        {
            order = Domain.Orders.Order.Evolve(order, (Domain.Orders.OrderEvent)events[i].Payload);
            var body = JsonNode.Parse(messages[i].Payload.Span)!["data"]!;
            Assert.Equal(events[i].Metadata.EventId, messages[i].Id);
            Assert.Equal(events[i].Metadata.EventId, body["event_id"]!.GetValue<Guid>());
            Assert.Equal(events[i].Version.Value, body["order_version"]!.GetValue<long>());
            Assert.Equal(events[i].Stream.Id, body["order_id"]!.GetValue<string>());
            Assert.Equal(order.Customer?.Value, body["customer_id"]?.GetValue<string>());
            Assert.Equal(order.Total.Minor, body["total"]!.GetValue<long>());
            Assert.Equal(order.Paid.Minor, body["paid"]!.GetValue<long>());
            Assert.Equal(order.Refunded.Minor, body["refunded"]!.GetValue<long>());
        }
    }
}
