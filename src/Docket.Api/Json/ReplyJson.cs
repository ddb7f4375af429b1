using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Docket.Api.Customers;
using Docket.Api.Operations;
using Docket.Api.Orders;
using Docket.Api.Payments;
using Docket.Api.Problems;
using Docket.Api.Reports;
using Docket.Api.Sagas;
using Docket.Api.Stock;

namespace Docket.Api.Json;

/// <summary>Writes answers; the CLI reads them from a running service by the same description.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CommandReply))]
[JsonSerializable(typeof(PaymentReply))]
[JsonSerializable(typeof(CustomerReply))]
[JsonSerializable(typeof(OrderDocument))]
[JsonSerializable(typeof(OrderReply))]
[JsonSerializable(typeof(OrderStatusReply))]
[JsonSerializable(typeof(HistoryReply))]
[JsonSerializable(typeof(CustomerOrdersReply))]
[JsonSerializable(typeof(RevenueReply))]
[JsonSerializable(typeof(ProductsReply))]
[JsonSerializable(typeof(AnalyticsReply))]
[JsonSerializable(typeof(LagReply))]
[JsonSerializable(typeof(ProjectionsReply))]
[JsonSerializable(typeof(ViewDocument))]
[JsonSerializable(typeof(ProjectionReply))]
[JsonSerializable(typeof(RebuildDocument))]
[JsonSerializable(typeof(RepairDocument))]
[JsonSerializable(typeof(ParkedReply))]
[JsonSerializable(typeof(ParkedActionReply))]
[JsonSerializable(typeof(CheckoutReply))]
[JsonSerializable(typeof(StockReply))]
[JsonSerializable(typeof(SagaReply))]
[JsonSerializable(typeof(SagasReply))]
[JsonSerializable(typeof(HealthReply))]
[JsonSerializable(typeof(ProblemReply))]
[JsonSerializable(typeof(string))]
internal sealed partial class ReplyJson : JsonSerializerContext
{
    /// <summary>Answers as they go out: names are written as they are, not as \u escapes. Answers are JSON, never
    /// HTML.</summary>
    public static ReplyJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
