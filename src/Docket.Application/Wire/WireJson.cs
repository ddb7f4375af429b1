using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Docket.Domain.Customers;
using Docket.Domain.Loyalty;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Domain.Stock;

namespace Docket.Application.Wire;

/// <summary>Source-generated JSON of everything that is stored: events, and states in snapshots.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    Converters =
    [
        typeof(TextIdJsonConverter<OrderId>),
        typeof(TextIdJsonConverter<CustomerId>),
        typeof(TextIdJsonConverter<PaymentId>),
        typeof(TextIdJsonConverter<Sku>),
        typeof(MoneyJsonConverter),
        typeof(CurrencyJsonConverter),
        typeof(UtcTimeJsonConverter),
        typeof(OrderLineJsonConverter),
    ])]
[JsonSerializable(typeof(OrderPlaced))]
[JsonSerializable(typeof(ItemAdded))]
[JsonSerializable(typeof(DiscountApplied))]
[JsonSerializable(typeof(PaymentConfirmed))]
[JsonSerializable(typeof(OrderShipped))]
[JsonSerializable(typeof(OrderCancelled))]
[JsonSerializable(typeof(RefundIssued))]
[JsonSerializable(typeof(CustomerRegistered))]
[JsonSerializable(typeof(CustomerDetailsChanged))]
[JsonSerializable(typeof(OrderState))]
[JsonSerializable(typeof(OrderLine))]
[JsonSerializable(typeof(RefundLine))]
[JsonSerializable(typeof(Payment))]
[JsonSerializable(typeof(ProductTally))]
[JsonSerializable(typeof(StockReceived))]
[JsonSerializable(typeof(StockReserved))]
[JsonSerializable(typeof(ReservationReleased))]
[JsonSerializable(typeof(ReservationExpired))]
[JsonSerializable(typeof(StockShipped))]
[JsonSerializable(typeof(StockReturned))]
[JsonSerializable(typeof(StockState))]
[JsonSerializable(typeof(Reservation))]
[JsonSerializable(typeof(PointsEarned))]
[JsonSerializable(typeof(PointsTakenBack))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>
    /// Texts are stored as they are written, not as \u escapes: smaller, and readable in the journal.
    /// </summary>
    public static WireJson Create() => new(new JsonSerializerOptions(Default.Options)
    {
        PropertyNamingPolicy = new WireNamingPolicy(),
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
