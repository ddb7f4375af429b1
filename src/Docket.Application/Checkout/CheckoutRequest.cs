using System.Text.Json;
using System.Text.Json.Serialization;
using Docket.Application.Wire;
using Docket.Domain.Shared;
using Docket.Journal.Processes;
using Docket.Kernel;

namespace Docket.Application.Checkout;

/// <summary>What a checkout is about: all that its participants need to know.</summary>
/// <param name="Order">Which order.</param>
/// <param name="Customer">Whose; null for a guest.</param>
/// <param name="Email">Where the receipt goes; null for none.</param>
/// <param name="Currency">The order's currency.</param>
/// <param name="Total">What is to be paid.</param>
/// <param name="Lines">What is to be sent, each product once.</param>
public sealed record CheckoutRequest(
    OrderId Order, CustomerId? Customer, string? Email, Currency Currency, Money Total, ValueList<CheckoutLine> Lines)
{
    /// <summary>As a process's input.</summary>
    public JsonText ToInput() => JsonText.Of(this, CheckoutJson.Default.CheckoutRequest);

    /// <summary>Of a process's input.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static CheckoutRequest Of(JsonText input) => input.Read(CheckoutJson.Default.CheckoutRequest);
}

/// <summary>So many of a product.</summary>
public readonly record struct CheckoutLine(Sku Product, int Quantity);

/// <summary>Source-generated JSON of what checkouts hand from step to step.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters =
    [
        typeof(TextIdJsonConverter<OrderId>),
        typeof(TextIdJsonConverter<CustomerId>),
        typeof(TextIdJsonConverter<Sku>),
        typeof(MoneyJsonConverter),
        typeof(CurrencyJsonConverter),
    ])]
[JsonSerializable(typeof(CheckoutRequest))]
[JsonSerializable(typeof(CheckoutLine))]
internal sealed partial class CheckoutJson : JsonSerializerContext;
