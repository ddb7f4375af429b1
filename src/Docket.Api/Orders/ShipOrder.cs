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

/// <summary><c>POST /orders/{id}/ship</c></summary>
internal static class ShipOrder
{
    private static readonly Operation About = new()
    {
        Id = "ship_order",
        Summary = "Ships an order whose balance is paid",
        Role = Role.Clerk,
        Body = BodyOf.Type<ShipOrderBody>("""{ "carrier": "DHL", "tracking": "00340434161094042557" }"""),
        Reply = ReplyOf.Type<CommandReply>(200, """{ "order_id": "8471", "version": 5, "sequence_number": 22451 }"""),
        Problems = [404, 409, 422],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/orders/{id}/ship", HandleAsync).Describe(About);

    private static async Task<Results<Answer<CommandReply>, Problem>> HandleAsync(
        string id, CommandRequest<ShipOrderBody> request, OrderService orders, TimeProvider clock,
        HttpResponse response)
    {
        if (!OrderId.TryParse(id, out var order)) return Problem.BadId("order_id", id);
        if (request.IsBad) return request.Problem;
        var command = request.Body.ToCommand(clock.GetUtcNow());
        return OrderCommands.Answer(response, await orders.ExecuteAsync(order, command, request.Context,
            request.Aborted));
    }
}

/// <summary>How it goes out.</summary>
/// <param name="Carrier">Who carries it.</param>
/// <param name="Tracking">The carrier's number.</param>
internal sealed record ShipOrderBody(string? Carrier, string? Tracking) : IRequestBody<ShipOrderBody>
{
    public static JsonTypeInfo<ShipOrderBody> JsonType => RequestJson.Default.ShipOrderBody;

    public static bool MayBeAbsent => true;

    public void Check(FieldErrors errors)
    {
        errors.OptionalText("carrier", Carrier, OrderLimits.TextLengthMax);
        errors.OptionalText("tracking", Tracking, OrderLimits.TextLengthMax);
    }

    public Domain.Orders.ShipOrder ToCommand(DateTimeOffset now) => new(Carrier, Tracking) { At = now };
}
