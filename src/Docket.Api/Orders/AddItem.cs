using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.Api.Replies;
using Docket.Api.Requests;
using Docket.Application.Orders;
using Docket.Domain.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Orders;

/// <summary><c>POST /orders/{id}/items</c></summary>
internal static class AddItem
{
    private static readonly Operation About = new()
    {
        Id = "add_item",
        Summary = "Adds one line to an order",
        Description = "A line added to a paid order leaves a balance due: the order is pending again until it is paid.",
        Role = Role.Clerk,
        Body = BodyOf.Type<ItemBody>(
            """{ "product_id": "spoon", "name": "Tea spoon", "quantity": 2, "unit_price": 300 }"""),
        Reply = ReplyOf.Type<CommandReply>(200, """{ "order_id": "8471", "version": 2, "sequence_number": 22448 }"""),
        Problems = [404, 409, 422],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/orders/{id}/items", HandleAsync).Describe(About);

    private static async Task<Results<Answer<CommandReply>, Problem>> HandleAsync(
        string id, CommandRequest<ItemBody> request, OrderService orders, TimeProvider clock, HttpResponse response)
    {
        if (!OrderId.TryParse(id, out var order)) return Problem.BadId("order_id", id);
        if (request.IsBad) return request.Problem;
        var command = new Domain.Orders.AddItem(request.Body.ToLine()) { At = clock.GetUtcNow() };
        return OrderCommands.Answer(response, await orders.ExecuteAsync(order, command, request.Context,
            request.Aborted));
    }
}
