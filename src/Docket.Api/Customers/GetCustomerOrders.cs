using System.Text.Json.Serialization;
using Docket.Api.OpenApi;
using Docket.Api.Orders;
using Docket.Api.Problems;
using Docket.Api.Requests;
using Docket.Domain.Shared;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Customers;

/// <summary><c>GET /customers/{id}/orders</c></summary>
internal static class GetCustomerOrders
{
    private static readonly Operation About = new()
    {
        Id = "get_customer_orders",
        Summary = "Lists a customer's orders, newest first",
        Description = "A customer without orders has an empty list.",
        Role = Role.Reader,
        Reply = ReplyOf.Type<CustomerOrdersReply>(200, """
            { "items": [ { "order_id": "8471", "customer_id": "anna", "status": "shipped", "currency": "EUR",
              "item_count": 3, "total": 3140, "paid": 3140, "refunded": 0, "placed_at": "2026-03-02T09:30:00Z",
              "item_names": [ "Blue mug", "Mint tea, 100 g" ], "version": 3 } ],
              "page": 1, "size": 20, "total": 1, "as_of_seq": 22449, "stale": false }
            """),
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/customers/{id}/orders", HandleAsync).Describe(About);

    private static async Task<Results<Ok<CustomerOrdersReply>, Problem>> HandleAsync(
        string id, [AsParameters] CustomerOrdersParameters search, [AsParameters] ReadParameters read,
        CustomerOrdersView view, CancellationToken cancellationToken)
    {
        if (!CustomerId.TryParse(id, out var customer)) return Problem.BadId("customer_id", id);
        var errors = new FieldErrors();
        var filter = search.Read(errors);
        read.Check(errors);
        if (errors.Any) return (Problem)errors;
        var answer = await view.Query.FindAsync(customer, filter, view.Freshness.OfList(read), cancellationToken);
        return TypedResults.Ok(CustomerOrdersReply.Of(answer, filter));
    }
}

/// <summary>The view, and how fresh it must be.</summary>
internal sealed record CustomerOrdersView(ICustomerHistoryQuery Query, FreshnessPolicy Freshness);

/// <summary>Which orders, and which page of them.</summary>
internal sealed record CustomerOrdersParameters
{
    [FromQuery(Name = "page")]
    public string? Page { get; init; }

    [FromQuery(Name = "size")]
    public string? Size { get; init; }

    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    [FromQuery(Name = "status")]
    public string? Status { get; init; }


    private const int WordsLengthMax = 200;
    private const int PageMax = 1_000_000;

    public CustomerOrdersFilter Read(FieldErrors errors)
    {
        errors.OptionalText("q", Q, WordsLengthMax);
        return new CustomerOrdersFilter(
            (int)(QueryText.Whole("page", Page, 1, PageMax, errors) ?? 1),
            (int)(QueryText.Whole("size", Size, 1, 100, errors) ?? 20),
            string.IsNullOrWhiteSpace(Q) ? null : Q,
            QueryText.OneOf("status", Status, StatusName.All, errors) is { } status ? (OrderStatus)status : null);
    }
}

/// <summary>One page of a customer's orders.</summary>
/// <param name="Items">Newest placed first.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">Orders on a page.</param>
/// <param name="Total">All that match, over all pages.</param>
/// <param name="AsOfSeq">Everything up to here is in it.</param>
/// <param name="Stale">More was asked for than this, or an event of these orders waits for an operator.</param>
/// <param name="StaleSince">Since when such an event waits; left out where none does.</param>
public sealed record CustomerOrdersReply(
    IReadOnlyList<CustomerOrderDocument> Items, int Page, int Size, long Total, long AsOfSeq, bool Stale,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? StaleSince)
{
    internal static CustomerOrdersReply Of(Answer<CustomerOrdersPage> answer, CustomerOrdersFilter filter) => new(
        [.. answer.Value.Items.Select(CustomerOrderDocument.Of)], filter.Page, filter.Size, answer.Value.Total,
        answer.AsOf.Value, answer.Stale, answer.StaleSince?.UtcDateTime);
}

/// <summary>One order in a customer's list.</summary>
public sealed record CustomerOrderDocument(
    string OrderId, string CustomerId, string Status, string Currency, long ItemCount, long Total, long Paid,
    long Refunded,
    DateTime PlacedAt, IReadOnlyList<string> ItemNames, long Version)
{
    internal static CustomerOrderDocument Of(CustomerOrder order) => new(
        order.OrderId.Value, order.CustomerId.Value, StatusName.Of(order.Status), order.Currency.Code, order.ItemCount,
        order.Total.Minor, order.Paid.Minor, order.Refunded.Minor, order.PlacedAt.UtcDateTime, [.. order.ItemNames],
        order.Version);
}
