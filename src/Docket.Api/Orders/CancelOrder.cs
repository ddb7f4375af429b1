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

/// <summary><c>POST /orders/{id}/cancel</c></summary>
internal static class CancelOrder
{
    private static readonly Operation About = new()
    {
        Id = "cancel_order",
        Summary = "Calls an order off",
        Description = "Cancelling a paid order books the paid amount back on the day of the cancelling.",
        Role = Role.Support,
        Body = BodyOf.Type<CancelOrderBody>("""{ "reason": "ordered twice" }"""),
        Reply = ReplyOf.Type<CommandReply>(200, """{ "order_id": "8471", "version": 5, "sequence_number": 22451 }"""),
        Problems = [404, 409, 422],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/orders/{id}/cancel", HandleAsync).Describe(About);

    private static async Task<Results<Answer<CommandReply>, Problem>> HandleAsync(
        string id, CommandRequest<CancelOrderBody> request, OrderService orders, TimeProvider clock,
        HttpResponse response)
    {
        if (!OrderId.TryParse(id, out var order)) return Problem.BadId("order_id", id);
        if (request.IsBad) return request.Problem;
        var command = request.Body.ToCommand(clock.GetUtcNow());
        return OrderCommands.Answer(response, await orders.ExecuteAsync(order, command, request.Context,
            request.Aborted));
    }
}

/// <summary>Why it is called off.</summary>
/// <param name="Reason">In words.</param>
internal sealed record CancelOrderBody(string? Reason) : IRequestBody<CancelOrderBody>
{
    public static JsonTypeInfo<CancelOrderBody> JsonType => RequestJson.Default.CancelOrderBody;

    public static bool MayBeAbsent => true;

    public void Check(FieldErrors errors) => errors.OptionalText("reason", Reason, OrderLimits.TextLengthMax);

    public Domain.Orders.CancelOrder ToCommand(DateTimeOffset now) => new(Reason) { At = now };
}
