using System.Text.Json;
using System.Text.Json.Serialization;
using Docket.Application.Checkout;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;

namespace Docket.Participants.Http;

/// <summary>What a participant is told over HTTP: as much of a checkout as its work needs.</summary>
/// <param name="SagaId">The checkout.</param>
/// <param name="OrderId">The order.</param>
public sealed record CallDocument(string SagaId, string OrderId)
{
    /// <summary>Whose order it is; null for a guest's.</summary>
    public string? CustomerId { get; init; }

    /// <summary>What to charge or refund, in minor units; null where it is no matter of money.</summary>
    public long? Amount { get; init; }

    /// <summary>The amount's currency.</summary>
    public string? Currency { get; init; }

    /// <summary>What to send or not to send; null where it is no matter of goods.</summary>
    public IReadOnlyList<LineDocument>? Lines { get; init; }

    /// <summary>The idempotency key of what is to be undone; null where something is to be done.</summary>
    public string? Undoes { get; init; }

    /// <summary>Of a step's call: the same for every try of it.</summary>
    public static CallDocument Of(StepCall call, ParticipantRoutes routes)
    {
        var checkout = CheckoutRequest.Of(call.Input);
        return new CallDocument(call.Process, checkout.Order.Value)
        {
            CustomerId = checkout.Customer?.Value,
            Amount = routes.TellsMoney ? checkout.Total.Minor : null,
            Currency = routes.TellsMoney ? checkout.Currency.Code : null,
            Lines = routes.TellsGoods
                ? [.. checkout.Lines.Select(line => new LineDocument(line.Product.Value, line.Quantity))]
                : null,
            Undoes = call.Kind == CallKind.Compensation ? call.ActionKey : null,
        };
    }
}

/// <summary>So many of a product.</summary>
public sealed record LineDocument(string ProductId, int Quantity);

/// <summary>How a call ended, as a participant tells it.</summary>
/// <param name="Outcome">succeeded, refused or pending.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Reference">The participant's own name for what it did.</param>
public sealed record AnswerDocument(string Outcome, string? Reason = null, string? Reference = null)
{
    /// <summary>It is done.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>It is not done and will not be.</summary>
    public const string Refused = "refused";

    /// <summary>The participant is still at it.</summary>
    public const string Pending = "pending";
}

/// <summary>What of a problem document (RFC 9457) is read.</summary>
public sealed record ProblemDocument(string? Title = null, string? Detail = null);

/// <summary>Source-generated JSON of what goes to and comes from participants.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CallDocument))]
[JsonSerializable(typeof(AnswerDocument))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class CallJson : JsonSerializerContext;
