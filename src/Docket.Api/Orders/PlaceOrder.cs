using System.Text.Json.Serialization.Metadata;
using Docket.Api.Json;
using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.Api.Replies;
using Docket.Api.Requests;
using Docket.Application.Orders;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Docket.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Orders;

/// <summary><c>POST /orders</c></summary>
internal static class PlaceOrder
{
    private static readonly Operation About = new()
    {
        Id = "place_order",
        Summary = "Places an order",
        Role = Role.Clerk,
        Body = BodyOf.Type<PlaceOrderBody>("""
            { "order_id": "8471", "customer_id": "anna", "currency": "EUR", "items": [
              { "product_id": "mug-blue", "name": "Blue mug", "quantity": 2, "unit_price": 1250 },
              { "product_id": "tea-mint", "name": "Mint tea, 100 g", "quantity": 1, "unit_price": 640 } ] }
            """),
        Reply = ReplyOf.Type<CommandReply>(201, """{ "order_id": "8471", "version": 1, "sequence_number": 22447 }"""),
        Problems = [409, 422],
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/orders", HandleAsync).Describe(About);

    private static async Task<Results<Answer<CommandReply>, Problem>> HandleAsync(
        CommandRequest<PlaceOrderBody> request, OrderService orders, TimeProvider clock, HttpResponse response)
    {
        if (request.IsBad) return request.Problem;
        var now = clock.GetUtcNow();
        var id = new OrderId(request.Body.OrderId ?? Guid.CreateVersion7(now).ToString());
        var context = request.Context with { IsNew = request.Body.OrderId is null };
        var outcome = await orders.ExecuteAsync(id, request.Body.ToCommand(now), context, request.Aborted);
        if (outcome is not CommandOutcome<OrderRejection>.Done done) return OrderCommands.WhyNot(outcome);
        var reply = OrderCommands.ReplyTo(response, done);
        response.Headers.Location = "/orders/" + reply.OrderId;
        return new Answer<CommandReply>(201, reply, ReplyJson.Plain.CommandReply);
    }
}

/// <summary>An order to be placed.</summary>
/// <param name="CustomerId">Whose it is; none is a guest's order.</param>
/// <param name="Currency">ISO 4217, such as EUR.</param>
/// <param name="Items">1-1,000 lines.</param>
/// <param name="OrderId">Its id, where the caller has one; else the service makes a UUIDv7.</param>
/// <param name="OccurredAt">When it was ordered, where that is not now.</param>
internal sealed record PlaceOrderBody(
    string? CustomerId, string? Currency, ItemBody?[]? Items, string? OrderId, DateTimeOffset? OccurredAt)
    : IRequestBody<PlaceOrderBody>
{
    public static JsonTypeInfo<PlaceOrderBody> JsonType => RequestJson.Default.PlaceOrderBody;

    public void Check(FieldErrors errors)
    {
        errors.OptionalId("customer_id", CustomerId);
        errors.OptionalId("order_id", OrderId);
        if (Currency is null) errors.Add("currency", "is required");
        else if (!Domain.Shared.Currency.TryParse(Currency, out _))
            errors.Add("currency", "must be an ISO 4217 code of three capital letters, such as EUR");
        if (Items is null) errors.Add("items", "is required");
        else if (Items.Length is 0 or > OrderLimits.LinesMax)
            errors.Add("items", $"must hold 1-{OrderLimits.LinesMax} lines; it holds {Items.Length}");
        else errors.Each("items", Items);
    }

    public Domain.Orders.PlaceOrder ToCommand(DateTimeOffset now)
    {
        var lines = new OrderLine[Items!.Length];
        for (var i = 0; i < lines.Length; i++) lines[i] = Items[i]!.ToLine();
        CustomerId? customer = CustomerId is null ? null : new CustomerId(CustomerId);
        return new(customer, new Currency(Currency!), ValueList.Create<OrderLine>(lines)) { At = OccurredAt ?? now };
    }
}
