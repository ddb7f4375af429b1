using System.Text.Json.Serialization;

namespace Docket.Application.PublicEvents;

/// <summary>Source-generated writers: a public event is made within each command, so it is written without reflection.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PublicEvent<PublicOrderPlaced>), TypeInfoPropertyName = "Placed")]
[JsonSerializable(typeof(PublicEvent<PublicItemAdded>), TypeInfoPropertyName = "ItemAdded")]
[JsonSerializable(typeof(PublicEvent<PublicDiscountApplied>), TypeInfoPropertyName = "DiscountApplied")]
[JsonSerializable(typeof(PublicEvent<PublicPaymentConfirmed>), TypeInfoPropertyName = "PaymentConfirmed")]
[JsonSerializable(typeof(PublicEvent<PublicOrderShipped>), TypeInfoPropertyName = "Shipped")]
[JsonSerializable(typeof(PublicEvent<PublicOrderCancelled>), TypeInfoPropertyName = "Cancelled")]
[JsonSerializable(typeof(PublicEvent<PublicRefundIssued>), TypeInfoPropertyName = "RefundIssued")]
[JsonSerializable(typeof(PublicEvent<PublicCheckoutEvent>), TypeInfoPropertyName = "Checkout")]
internal sealed partial class PublicEventJson : JsonSerializerContext;
