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

/// <summary><c>POST /orders/{id}/discounts</c></summary>
internal static class ApplyDiscount
{
    private static readonly Operation About = new()
    {
        Id = "apply_discount",
        Summary = "Makes an order cheaper",
        Role = Role.Support,
        Body = BodyOf.Type<DiscountBody>("""{ "code": "WELCOME10", "amount": 314 }"""),
        Reply = ReplyOf.Type<CommandReply>(200, """{ "order_id": "8471", "version": 3, "sequence_number": 22449 }"""),
        Problems = [404, 409, 422],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/orders/{id}/discounts", HandleAsync).Describe(About);

    private static async Task<Results<Answer<CommandReply>, Problem>> HandleAsync(
        string id, CommandRequest<DiscountBody> request, OrderService orders, TimeProvider clock, HttpResponse response)
    {
        if (!OrderId.TryParse(id, out var order)) return Problem.BadId("order_id", id);
        if (request.IsBad) return request.Problem;
        var command = request.Body.ToCommand(clock.GetUtcNow());
        return OrderCommands.Answer(response, await orders.ExecuteAsync(order, command, request.Context,
            request.Aborted));
    }
}

/// <summary>A discount.</summary>
/// <param name="Code">By which code, 1-100 characters.</param>
/// <param name="Amount">How much in minor units; not above the order's total.</param>
internal sealed record DiscountBody(string? Code, long? Amount) : IRequestBody<DiscountBody>
{
    public static JsonTypeInfo<DiscountBody> JsonType => RequestJson.Default.DiscountBody;

    public void Check(FieldErrors errors)
    {
        errors.Text("code", Code, OrderLimits.CodeLengthMax);
        errors.Whole("amount", Amount, 1, Money.Max.Minor);
    }

    public Domain.Orders.ApplyDiscount ToCommand(DateTimeOffset now) =>
        new(Code!, new Money(Amount!.Value)) { At = now };
}
