using System.Text;
using System.Text.Json.Nodes;
using Docket.Application.Orders;
using Docket.Application.PublicEvents;
using Docket.Application.Tests.Wire;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Docket.Journal.Store;
using YamlDotNet.RepresentationModel;

namespace Docket.Application.Tests.PublicEvents;

/// <summary>
/// A contract once given is kept: the stored examples of each type must stay valid, and are what is made today.
/// </summary>
public sealed class ContractTests
{
    private static readonly Guid EventId = Guid.Parse("019cae43-84a0-7bb0-9d51-3fd9a04cb2a1");
    private readonly Contracts _contracts = new();

    public static TheoryData<string> Examples =>
        [.. Directory.GetFiles(Path.Combine(Contracts.Folder, "examples")).Select(file => Path.GetFileNameWithoutExtension(file))];

    public static TheoryData<string> Types => [.. PublicEventTypes.OfOrders];

    public static TheoryData<string> CheckoutTypes => [.. PublicEventTypes.OfCheckouts];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_stays_valid(string example)
    {
        var message = JsonNode.Parse(File.ReadAllText(Path.Combine(Contracts.Folder, "examples", example + ".json")))!;
        Assert.Empty(_contracts.Faults(message["type"]!.GetValue<string>(), message));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_is_still_what_its_example_says(string type)
    {
        var example = JsonNode.Parse(File.ReadAllText(Path.Combine(Contracts.Folder, "examples", type + ".json")))!;
        var made = JsonNode.Parse(Tell(type).Payload.Span)!;
        Assert.True(JsonNode.DeepEquals(example, made), $"made today: {made}");
    }

    [Theory]
    [MemberData(nameof(CheckoutTypes))]
    public void What_a_checkouts_participant_tells_is_still_what_its_example_says(string type)
    {
        var example = JsonNode.Parse(File.ReadAllText(Path.Combine(Contracts.Folder, "examples", type + ".json")))!;
        var made = JsonNode.Parse(CheckoutTellings.Message(type, EventId).Payload.Span)!;
        Assert.True(JsonNode.DeepEquals(example, made), $"made today: {made}");
        Assert.DoesNotContain("ada@example.org", made.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customer_name", "Ada Lovelace")]
    [InlineData("email", "ada@example.org")]
    [InlineData("customer_id", "ada@example.org")]
    [InlineData("correlation_id", "for Ada")]
    [InlineData("total", "12.50")]
    public void A_leak_or_another_form_is_no_public_event(string field, string value)
    {
        foreach (var type in PublicEventTypes.OfOrders)
        {
            var message = JsonNode.Parse(Tell(type).Payload.Span)!;
            message["data"]![field] = value;
            Assert.NotEmpty(_contracts.Faults(type, message));
        }
    }

    [Fact]
    public void Every_type_has_a_schema_and_every_schema_a_type() =>
        Assert.Equal(PublicEventTypes.All.Order(), _contracts.Types.Order());

    [Fact]
    public void The_AsyncAPI_document_names_the_topic_and_every_type_and_its_schema()
    {
        var text = File.ReadAllText(Path.Combine(Contracts.Folder, "asyncapi.yaml"));
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        var root = yaml.Documents[0].RootNode;
        Assert.Equal("3.0.0", root["asyncapi"].ToString());
        Assert.Equal(PublicEventTypes.Topic, root["channels"]["orders"]["address"].ToString());
        var messages = ((YamlMappingNode)root["components"]["messages"]).Children;
        Assert.Equal(PublicEventTypes.All.Order(), messages.Values.Select(message => message["name"].ToString()).Order());
        Assert.Equal(
            messages.Keys.Select(key => key.ToString()).Order(),
            ((YamlMappingNode)root["channels"]["orders"]["messages"]).Children.Keys.Select(key => key.ToString()).Order());
        foreach (var type in PublicEventTypes.All)
            Assert.Contains($"$ref: ./{type}.schema.json", text, StringComparison.Ordinal);
    }

    private static Journal.Outbox.OutboxMessage Tell(string type)
    {
        var happened = (OrderEvent)EventExamples.ByWireName[type["docket.".Length..]];
        var state = Order.Evolve(Order.Initial, (OrderPlaced)EventExamples.ByWireName["order.placed.v1"]);
        var after = happened is OrderPlaced ? state : Order.Evolve(state, happened);
        return OrderTeller.Tell(new EventToTell<OrderState, OrderEvent>(
            OrderService.StreamOf(new OrderId("8471")), new StreamVersion(2), 0, happened,
            new EventMetadata
            {
                EventId = EventId,
                OccurredAt = happened.At,
                CorrelationId = "request-7",
                CausationId = "command-7",
                Actor = "ada",
            },
            after));
    }
}
