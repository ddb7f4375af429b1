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

/// <summary><c>GET /orders/{id}/state</c></summary>
internal static class GetOrderState
{
    private static readonly Operation About = new()
    {
        Id = "get_order_state",
        Summary = "Shows an order as it was at a moment, as it was known at a moment, or at a version",
        Description = "Folded from the journal. The customer's name is the one of today.",
        Role = Role.Support,
        Reply = ReplyOf.Type<OrderReply>(200, GetOrder.Example),
        Problems = [404],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/orders/{id}/state", HandleAsync).Describe(About);

    private static async Task<Results<Answer<OrderReply>, Problem>> HandleAsync(
        string id, [AsParameters] MomentParameters moment, string? version, OrderReader orders,
        CancellationToken cancellationToken)
    {
        if (!OrderId.TryParse(id, out var order)) return Problem.BadId("order_id", id);
        var errors = new FieldErrors();
        var until = moment.Read(version, errors);
        if (errors.Any) return (Problem)errors;
        var answer = await orders.FoldAsync(order, until, cancellationToken);
        if (answer.Value is { } found) return new Answer<OrderReply>(200, OrderReply.Of(found, answer), ReplyJson.Plain.OrderReply);
        return until == Moment.Now ? Problem.Unknown("order", id) : Problem.NotYet(id, until.InWords());
    }
}
