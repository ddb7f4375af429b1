using System.Text.Json.Serialization.Metadata;
using Docket.Api.Json;
using Docket.Api.OpenApi;
using Docket.Api.Orders;
using Docket.Api.Problems;
using Docket.Api.Requests;
using Docket.Application.Checkout;
using Docket.Domain.Shared;
using Docket.Domain.Stock;
using Docket.Journal.Deciding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Stock;

/// <summary><c>POST /stock/{id}/receipts</c></summary>
internal static class ReceiveStock
{
    private static readonly Operation About = new()
    {
        Id = "receive_stock",
        Summary = "Takes goods into the house, so that checkouts may reserve them",
        Role = Role.Clerk,
        Body = BodyOf.Type<ReceiptBody>("""{ "quantity": 100 }"""),
        Reply = ReplyOf.Type<StockReply>(200, StockReply.Example),
        Problems = [409, 422],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/stock/{id}/receipts", HandleAsync).Describe(About);

    private static async Task<Results<Ok<StockReply>, Problem>> HandleAsync(
        string id, CommandRequest<ReceiptBody> request, StockService stock, TimeProvider clock)
    {
        if (!Sku.TryParse(id, out var sku)) return Problem.BadId("product_id", id);
        if (request.IsBad) return request.Problem;
        var command = new Domain.Stock.ReceiveStock((int)request.Body.Quantity!.Value) { At = clock.GetUtcNow() };
        return await stock.ExecuteAsync(sku, command, request.Context, request.Aborted) switch
        {
            CommandOutcome<StockRejection>.Done done =>
                TypedResults.Ok(StockReply.Of(sku, await stock.LoadAsync(sku, request.Aborted), done.Position.Value)),
            CommandOutcome<StockRejection>.Rejected no => Problem.Of(no.Reason),
            var outcome => OrderCommands.WhyNot(outcome),
        };
    }
}

/// <summary>Goods that came in.</summary>
/// <param name="Quantity">How many.</param>
internal sealed record ReceiptBody(long? Quantity) : IRequestBody<ReceiptBody>
{
    public static JsonTypeInfo<ReceiptBody> JsonType => RequestJson.Default.ReceiptBody;

    public void Check(FieldErrors errors) => errors.Whole("quantity", Quantity, 1, Domain.Stock.Stock.QuantityMax);
}

/// <summary>A product's stock.</summary>
/// <param name="ProductId">Which product.</param>
/// <param name="OnHand">Goods in the house.</param>
/// <param name="Available">Of them, what is kept for nobody.</param>
/// <param name="SequenceNumber">The place of the last receipt in the whole journal.</param>
public sealed record StockReply(string ProductId, int OnHand, int Available, long SequenceNumber)
{
    internal const string Example =
        """{ "product_id": "mug-blue", "on_hand": 100, "available": 97, "sequence_number": 22460 }""";

    internal static StockReply Of(Sku product, StockState stock, long position) =>
        new(product.Value, stock.OnHand, stock.Available, position);
}
