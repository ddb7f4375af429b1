using System.Text.Json;
using System.Text.Json.Serialization;
using Docket.Api.Customers;
using Docket.Api.Orders;
using Docket.Api.Payments;
using Docket.Api.Sagas;
using Docket.Api.Stock;

namespace Docket.Api.Json;

/// <summary>Reads bodies. Unknown members are passed over: a client of a later version still works.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    Converters = [typeof(StrictText), typeof(StrictWhole), typeof(StrictInstant)])]
[JsonSerializable(typeof(PlaceOrderBody))]
[JsonSerializable(typeof(ItemBody))]
[JsonSerializable(typeof(DiscountBody))]
[JsonSerializable(typeof(PaymentBody))]
[JsonSerializable(typeof(ShipOrderBody))]
[JsonSerializable(typeof(CancelOrderBody))]
[JsonSerializable(typeof(RefundBody))]
[JsonSerializable(typeof(RefundItemBody))]
[JsonSerializable(typeof(CustomerBody))]
[JsonSerializable(typeof(CheckoutBody))]
[JsonSerializable(typeof(ReceiptBody))]
[JsonSerializable(typeof(SagaDecisionBody))]
internal sealed partial class RequestJson : JsonSerializerContext;
