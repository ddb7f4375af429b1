using System.Text.Json.Serialization.Metadata;
using Docket.Api.Json;
using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.Api.Requests;
using Docket.Application.Checkout;
using Docket.Domain.Customers;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Orders;

/// <summary><c>POST /orders/{id}/checkout</c></summary>
internal static class CheckOutOrder
{
    private static readonly Operation About = new()
    {
        Id = "check_out_order",
        Summary = "Starts an order's checkout: reserve, charge, ship, thank",
        Description = "An order has one checkout at a time; asked again, it is the same one, until that was "
            + "taken back; then another one begins, unless the Idempotency-Key is the first one's. "
            + "GET /ops/sagas/{saga_id} tells how it goes.",
        Role = Role.Clerk,
        Body = BodyOf.Type<CheckoutBody>("""{ "email": "ada@example.org" }"""),
        Reply = ReplyOf.Type<CheckoutReply>(202, """{ "order_id": "8471", "saga_id": "8471.1" }"""),
        Problems = [404, 409, 422],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/orders/{id}/checkout", HandleAsync).Describe(About);

    private static async Task<Results<Accepted<CheckoutReply>, Problem>> HandleAsync(
        string id, CommandRequest<CheckoutBody> request, CheckoutService checkouts, HttpResponse response)
    {
        if (!OrderId.TryParse(id, out var order)) return Problem.BadId("order_id", id);
        if (request.IsBad) return request.Problem;
        var outcome = await checkouts.StartAsync(order, request.Body.Email, request.Context, request.Aborted);
        if (outcome is not CommandOutcome<OrderRejection>.Done done) return OrderCommands.WhyNot(outcome);
        OrderCommands.TellRepeat(response, done);
        var saga = done.Stream.Id;
        return TypedResults.Accepted($"/ops/sagas/{saga}", new CheckoutReply(id, saga));
    }
}

/// <summary>What a checkout wants to know beside the order.</summary>
/// <param name="Email">Where the receipt goes; none is sent without.</param>
internal sealed record CheckoutBody(string? Email) : IRequestBody<CheckoutBody>
{
    public static JsonTypeInfo<CheckoutBody> JsonType => RequestJson.Default.CheckoutBody;

    public static bool MayBeAbsent => true;

    public void Check(FieldErrors errors) => errors.OptionalText("email", Email, CustomerLimits.EmailLengthMax);
}

/// <summary>A checkout that was started.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="SagaId">The checkout.</param>
public sealed record CheckoutReply(string OrderId, string SagaId);
