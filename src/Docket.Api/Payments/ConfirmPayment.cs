using System.Text.Json.Serialization.Metadata;
using Docket.Api.Json;
using Docket.Api.OpenApi;
using Docket.Api.Orders;
using Docket.Api.Problems;
using Docket.Api.Replies;
using Docket.Api.Requests;
using Docket.Application.Orders;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Payments;

/// <summary><c>POST /payments</c></summary>
internal static class ConfirmPayment
{
    private static readonly Operation About = new()
    {
        Id = "confirm_payment",
        Summary = "Confirms that an order's balance was paid",
        Description = "The amount is exactly the balance due. An order of nothing is paid with an amount of 0.",
        Role = Role.Clerk,
        Body = BodyOf.Type<PaymentBody>(
            """{ "order_id": "8471", "amount": 3140, "method": "card", "payment_id": "pay-1" }"""),
        Reply = ReplyOf.Type<PaymentReply>(
            201, """{ "order_id": "8471", "payment_id": "pay-1", "version": 4, "sequence_number": 22450 }"""),
        Problems = [404, 409, 422],
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/payments", HandleAsync).Describe(About);

    private static async Task<Results<Answer<PaymentReply>, Problem>> HandleAsync(
        CommandRequest<PaymentBody> request, OrderService orders, TimeProvider clock, HttpResponse response)
    {
        if (request.IsBad) return request.Problem;
        var command = request.Body.ToCommand(clock.GetUtcNow());
        var outcome = await orders.ExecuteAsync(
            new OrderId(request.Body.OrderId!), command, request.Context, request.Aborted);
        if (outcome is not CommandOutcome<OrderRejection>.Done done) return OrderCommands.WhyNot(outcome);
        // A repeat answers the payment of the first time: its id may have been made by the service.
        var payment = done.Repeated
            ? await orders.FindPaymentAsync(done, request.Aborted) ?? command.Payment
            : command.Payment;
        var reply = OrderCommands.ReplyTo(response, done);
        return new Answer<PaymentReply>(
            201, new PaymentReply(reply.OrderId, payment.Value, reply.Version, reply.SequenceNumber),
            ReplyJson.Plain.PaymentReply);
    }
}

/// <summary>A payment that was made.</summary>
/// <param name="OrderId">For which order.</param>
/// <param name="Amount">Exactly the balance due, in minor units.</param>
/// <param name="Method">How, such as card.</param>
/// <param name="PaymentId">Its id, where the caller has one; else the service makes a UUIDv7.</param>
internal sealed record PaymentBody(string? OrderId, long? Amount, string? Method, string? PaymentId)
    : IRequestBody<PaymentBody>
{
    public static JsonTypeInfo<PaymentBody> JsonType => RequestJson.Default.PaymentBody;

    public void Check(FieldErrors errors)
    {
        errors.Id("order_id", OrderId);
        errors.Whole("amount", Amount, 0, Money.Max.Minor);
        errors.OptionalText("method", Method, OrderLimits.TextLengthMax);
        errors.OptionalId("payment_id", PaymentId);
    }

    public Domain.Orders.ConfirmPayment ToCommand(DateTimeOffset now) => new(
        new PaymentId(PaymentId ?? Guid.CreateVersion7(now).ToString()), new Money(Amount!.Value), Method)
    { At = now };
}

/// <summary>A confirmed payment.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Version">The order's version after it.</param>
/// <param name="SequenceNumber">The place of its event in the whole journal.</param>
public sealed record PaymentReply(string OrderId, string PaymentId, long Version, long SequenceNumber);
