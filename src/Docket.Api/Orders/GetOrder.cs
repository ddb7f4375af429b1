using System.Globalization;
using Docket.Api.Json;
using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.Api.Replies;
using Docket.Api.Requests;
using Docket.Domain.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Orders;

/// <summary><c>GET /orders/{id}</c></summary>
internal static class GetOrder
{
    /// <summary>An order as an answer shows it; also the example of its former states.</summary>
    public const string Example = """
        { "order_id": "8471", "customer_id": "anna", "customer_name": "Anna Example", "status": "shipped",
          "currency": "EUR",          "item_count": 3, "total": 3140, "discount": 0, "paid": 3140, "refunded": 0, "balance_due": 0, "items": [
            { "product_id": "mug-blue", "name": "Blue mug", "quantity": 2, "unit_price": 1250 },
            { "product_id": "tea-mint", "name": "Mint tea, 100 g", "quantity": 1, "unit_price": 640 } ],
          "payment_id": "pay-1", "placed_at": "2026-03-02T09:30:00Z", "paid_at": "2026-03-02T09:31:12Z",
          "shipped_at": "2026-03-02T15:04:00Z", "cancelled_at": null, "version": 3, "as_of_seq": 22449, "stale": false }
        """;

    private static readonly Operation About = new()
    {
        Id = "get_order",
        Summary = "Shows an order as it is now",
        Role = Role.Reader,
        Reply = ReplyOf.Type<OrderReply>(200, Example),
        Problems = [404],
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/orders/{id}", HandleAsync).Describe(About);

    private static async Task<Results<Answer<OrderReply>, Problem>> HandleAsync(
        string id, [AsParameters] ReadParameters read, OrderFinder orders, HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (!OrderId.TryParse(id, out var order)) return Problem.BadId("order_id", id);
        var errors = new FieldErrors();
        read.Check(errors);
        if (errors.Any) return (Problem)errors;
        var answer = await orders.FindAsync(order, read, cancellationToken);
        if (answer.Value is not { } found) return Problem.Unknown("order", id, answer.AsOf, answer.Stale);
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{found.Version}\"");
        return new Answer<OrderReply>(200, OrderReply.Of(found, answer), ReplyJson.Plain.OrderReply);
    }
}
