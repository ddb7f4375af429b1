using System.Globalization;
using System.Text.Json.Serialization;
using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.Api.Replicas;
using Docket.Api.Requests;
using Docket.Kernel;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Reports;

/// <summary><c>GET /reports/products</c></summary>
internal static class GetProducts
{
    private static readonly Operation About = new()
    {
        Id = "get_products",
        Summary = "Reports revenue by product, largest first",
        Description = "The last 90 days where no others are asked for. Lines count on the day their order was placed, "
            + "an added one on its own day.",
        Role = Role.Reader,
        Reply = ReplyOf.Type<ProductsReply>(200, """
            { "rows": [ { "product_id": "DOT", "name": "DOTCOM POSTAGE", "quantity": 706, "gross": 20624548 } ],
              "from": "2011-01-01", "to": "2011-03-31", "as_of_seq": 22446, "stale": false }
            """),
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/reports/products", HandleAsync).Describe(About);

    private static async Task<Results<Ok<ProductsReply>, Problem>> HandleAsync(
        [AsParameters] ProductsParameters parameters, [AsParameters] ReadParameters read, ProductsView view,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var period = parameters.Read(view.Clock.GetUtcNow(), errors);
        read.Check(errors);
        if (errors.Any) return (Problem)errors;
        var routed = await view.Router.ReadAsync(ReplicaReads.Reports, read.IsStrong, async replica =>
            ProductsReply.Of(await (replica?.Reports?.Products ?? view.Query).ReadAsync(
                period, view.Freshness.OfList(read), cancellationToken), period));
        return routed.Value is { } reply ? TypedResults.Ok(reply.By(routed.By)) : routed.Refused!;
    }
}

/// <summary>The view, where else it may be read, how fresh it must be, and what day it is.</summary>
internal sealed record ProductsView(
    IProductSalesQuery Query, ReadRouter Router, FreshnessPolicy Freshness, TimeProvider Clock);

/// <summary>Which days, and how many products.</summary>
internal sealed record ProductsParameters
{
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    [FromQuery(Name = "to")]
    public string? To { get; init; }

    [FromQuery(Name = "limit")]
    public string? Limit { get; init; }


    private const int DaysByDefault = 90;
    private const int LimitMax = 10_000;

    public ProductSalesPeriod Read(DateTimeOffset now, FieldErrors errors)
    {
        var to = QueryText.Date("to", To, errors) ?? DateOnly.FromDateTime(now.UtcDateTime);
        var daysBefore = Math.Min(DaysByDefault - 1, to.DayNumber);
        var from = QueryText.Date("from", From, errors) ?? to.AddDays(-daysBefore);
        if (from > to) errors.Add("to", "must not be before from");
        return new ProductSalesPeriod(from, to, (int)(QueryText.Whole("limit", Limit, 1, LimitMax, errors) ?? 20));
    }
}

/// <summary>Revenue by product, in minor units.</summary>
/// <param name="Rows">Largest first.</param>
/// <param name="From">First day, UTC.</param>
/// <param name="To">Last day, UTC.</param>
/// <param name="AsOfSeq">Everything up to here is in it.</param>
/// <param name="Stale">More was asked for than this, or an event waits for an operator.</param>
/// <param name="StaleSince">Since when such an event waits; left out where none does.</param>
public sealed record ProductsReply(
    IReadOnlyList<ProductDocument> Rows, string From, string To, long AsOfSeq, bool Stale,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? StaleSince)
{
    /// <summary>replica or primary; left out where no replica is configured for this.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ServedBy { get; init; }

    /// <summary>Why the primary answered in the replica's place; left out where it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fallback { get; init; }

    internal ProductsReply By(ServedBy by) => this with { ServedBy = by.Server, Fallback = by.Fallback };

    internal static ProductsReply Of(Answer<ValueList<ProductSalesRow>> answer, ProductSalesPeriod period) => new(
        [.. answer.Value.Select(row => new ProductDocument(row.ProductId.Value, row.Name, row.Quantity,
            row.Gross.Minor))],
        Day(period.From), Day(period.To), answer.AsOf.Value, answer.Stale, answer.StaleSince?.UtcDateTime);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>One product's sales.</summary>
public sealed record ProductDocument(string ProductId, string Name, long Quantity, long Gross);
