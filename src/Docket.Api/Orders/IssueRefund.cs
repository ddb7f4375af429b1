using System.Text.Json.Serialization.Metadata;
using Docket.Api.Json;
using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.Api.Replies;
using Docket.Api.Requests;
using Docket.Application.Orders;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Orders;

/// <summary><c>POST /orders/{id}/refunds</c></summary>
internal static class IssueRefund
{
    private static readonly Operation About = new()
    {
        Id = "issue_refund",
        Summary = "Gives money back",
        Role = Role.Support,
        Body = BodyOf.Type<RefundBody>("""
            { "items": [ { "product_id": "mug-blue", "quantity": 1, "unit_price": 1250 } ], "reason": "broken" }
            """),
        Reply = ReplyOf.Type<CommandReply>(200, """{ "order_id": "8471", "version": 6, "sequence_number": 22452 }"""),
        Problems = [404, 409, 422],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/orders/{id}/refunds", HandleAsync).Describe(About);

    private static async Task<Results<Answer<CommandReply>, Problem>> HandleAsync(
        string id, CommandRequest<RefundBody> request, OrderService orders, TimeProvider clock, HttpResponse response)
    {
        if (!OrderId.TryParse(id, out var order)) return Problem.BadId("order_id", id);
        if (request.IsBad) return request.Problem;
        var command = request.Body.ToCommand(clock.GetUtcNow());
        return OrderCommands.Answer(response, await orders.ExecuteAsync(order, command, request.Context,
            request.Aborted));
    }
}

/// <summary>What is given back: for items, or an amount.</summary>
/// <param name="Items">What it is for, 1-1,000 lines; not together with an amount.</param>
/// <param name="Amount">How much in minor units; not together with items.</param>
/// <param name="Reason">Why, in words.</param>
internal sealed record RefundBody(RefundItemBody?[]? Items, long? Amount, string? Reason) : IRequestBody<RefundBody>
{
    public static JsonTypeInfo<RefundBody> JsonType => RequestJson.Default.RefundBody;

    public void Check(FieldErrors errors)
    {
        errors.OptionalText("reason", Reason, OrderLimits.TextLengthMax);
        if (Items is null && Amount is null) errors.Add("amount", "is required where there are no items");
        if (Items is not null && Amount is not null) errors.Add("amount",
            "must not be given together with items: they say the amount");
        if (Amount is not null) errors.Whole("amount", Amount, 1, Money.Max.Minor);
        if (Items is { Length: 0 or > OrderLimits.LinesMax })
            errors.Add("items", $"must hold 1-{OrderLimits.LinesMax} lines; it holds {Items.Length}");
        else if (Items is not null) errors.Each("items", Items);
    }

    public Domain.Orders.IssueRefund ToCommand(DateTimeOffset now) => new(
        [.. (Items ?? []).Select(item => item!.ToLine())], Amount is { } amount ? new Money(amount) : null,
        Reason)
    { At = now };
}

/// <summary>So many of one product given back.</summary>
/// <param name="ProductId">Which product.</param>
/// <param name="Quantity">1-1,000,000, and not more than was ordered and not yet refunded.</param>
/// <param name="UnitPrice">What is given back for each, in minor units.</param>
internal sealed record RefundItemBody(string? ProductId, long? Quantity, long? UnitPrice) : IRequestBody<RefundItemBody>
{
    public static JsonTypeInfo<RefundItemBody> JsonType => RequestJson.Default.RefundItemBody;

    public void Check(FieldErrors errors)
    {
        errors.Id("product_id", ProductId);
        errors.Whole("quantity", Quantity, 1, OrderLimits.QuantityMax);
        errors.Whole("unit_price", UnitPrice, 0, Money.Max.Minor);
    }

    public RefundLine ToLine() => new(new Sku(ProductId!), (int)Quantity!.Value, new Money(UnitPrice!.Value));
}
