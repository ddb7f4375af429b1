using System.Globalization;
using System.Text.Json.Serialization;
using Docket.Api.OpenApi;
using Docket.Api.Problems;
using Docket.Api.Replicas;
using Docket.Api.Requests;
using Docket.Domain.Shared;
using Docket.Kernel;
using Docket.ReadModels.Reading;
using Docket.ReadModels.Revenue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Reports;

/// <summary><c>GET /reports/revenue</c></summary>
internal static class GetRevenue
{
    private static readonly Operation About = new()
    {
        Id = "get_revenue",
        Summary = "Reports revenue by day, week or month",
        Description = "Gross counts on the day of payment, refunds on the day of the refund or cancelling. "
            + "Periods with nothing in them are left out.",
        Role = Role.Reader,
        Reply = ReplyOf.Type<RevenueReply>(200, """
            { "rows": [ { "period": "2010-12-01", "orders": 127, "gross": 5896079, "refunds": 2550, "net": 5893529 } ],
              "as_of_seq": 22446, "stale": false }
            """),
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/reports/revenue", HandleAsync).Describe(About);

    private static async Task<Results<Ok<RevenueReply>, Problem>> HandleAsync(
        [AsParameters] RevenueParameters parameters, [AsParameters] ReadParameters read, IRevenueQuery view,
        ReadRouter router, FreshnessPolicy freshness, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var period = parameters.Read(errors);
        read.Check(errors);
        if (errors.Any) return (Problem)errors;
        var routed = await router.ReadAsync(ReplicaReads.Reports, read.IsStrong, async replica =>
            RevenueReply.Of(await (replica?.Reports?.Revenue ?? view).ReadAsync(
                period, freshness.OfList(read), cancellationToken)));
        return routed.Value is { } reply ? TypedResults.Ok(reply.By(routed.By)) : routed.Refused!;
    }
}

/// <summary>Which days, and how they are put together.</summary>
internal sealed record RevenueParameters
{
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    [FromQuery(Name = "to")]
    public string? To { get; init; }

    [FromQuery(Name = "granularity")]
    public string? Granularity { get; init; }

    [FromQuery(Name = "currency")]
    public string? Currency { get; init; }


    /// <summary>In the order of <see cref="ReadModels.Revenue.Granularity"/>.</summary>
    public static readonly string[] Granularities = ["day", "week", "month"];

    public RevenuePeriod Read(FieldErrors errors)
    {
        var (from, to) = (QueryText.Date("from", From, errors), QueryText.Date("to", To, errors));
        if (from > to) errors.Add("to", "must not be before from");
        Currency? currency = null;
        if (Domain.Shared.Currency.TryParse(Currency, out var parsed)) currency = parsed;
        else if (Currency is not null) errors.Add("currency",
            "must be an ISO 4217 code of three capital letters, such as EUR");
        var granularity = (Granularity)(QueryText.OneOf("granularity", Granularity, Granularities, errors) ?? 0);
        return new RevenuePeriod(from, to, granularity, currency);
    }
}

/// <summary>Revenue by period, in minor units.</summary>
/// <param name="Rows">Periods in order.</param>
/// <param name="AsOfSeq">Everything up to here is in it.</param>
/// <param name="Stale">More was asked for than this, or an event waits for an operator.</param>
/// <param name="StaleSince">Since when such an event waits; left out where none does.</param>
public sealed record RevenueReply(IReadOnlyList<RevenuePeriodDocument> Rows, long AsOfSeq, bool Stale,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? StaleSince)
{
    /// <summary>replica or primary; left out where no replica is configured for this.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ServedBy { get; init; }

    /// <summary>Why the primary answered in the replica's place; left out where it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fallback { get; init; }

    internal RevenueReply By(ServedBy by) => this with { ServedBy = by.Server, Fallback = by.Fallback };

    internal static RevenueReply Of(Answer<ValueList<RevenueRow>> answer) => new(
        [.. answer.Value.Select(RevenuePeriodDocument.Of)], answer.AsOf.Value, answer.Stale,
        answer.StaleSince?.UtcDateTime);
}

/// <summary>One period.</summary>
/// <param name="Period">Its first day.</param>
/// <param name="Orders">Orders whose first payment fell into it.</param>
/// <param name="Gross">Payments in it.</param>
/// <param name="Refunds">Given back in it.</param>
/// <param name="Net">Gross less refunds.</param>
public sealed record RevenuePeriodDocument(string Period, long Orders, long Gross, long Refunds, long Net)
{
    internal static RevenuePeriodDocument Of(RevenueRow row) => new(
        row.Period.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.Orders, row.Gross.Minor,
        row.Refunds.Minor, row.Net.Minor);
}
