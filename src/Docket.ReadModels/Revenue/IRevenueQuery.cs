using Docket.Domain.Shared;
using Docket.Kernel;
using Docket.ReadModels.Reading;

namespace Docket.ReadModels.Revenue;

/// <summary>Reads revenue by period.</summary>
public interface IRevenueQuery
{
    /// <summary>Periods in order, those with nothing in them left out. Waits for the view's watermark.</summary>
    ValueTask<Answer<ValueList<RevenueRow>>> ReadAsync(
        RevenuePeriod period, Freshness freshness, CancellationToken cancellationToken);
}

/// <summary>Which days, and how they are put together.</summary>
/// <param name="From">First day, UTC, inclusive; null from the beginning.</param>
/// <param name="To">Last day, UTC, inclusive; null to the end.</param>
/// <param name="Granularity">Day, week (from Monday) or month.</param>
/// <param name="Currency">Only orders in it; null adds all currencies up as numbers.</param>
public sealed record RevenuePeriod(DateOnly? From, DateOnly? To, Granularity Granularity, Currency? Currency);

/// <summary>The length of a period.</summary>
public enum Granularity
{
    /// <summary>A day in UTC.</summary>
    Day,

    /// <summary>Monday to Sunday.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,
}

/// <summary>One period's revenue in minor units.</summary>
/// <param name="Period">Its first day.</param>
/// <param name="Orders">Orders whose first payment fell into it.</param>
/// <param name="Gross">Payments in it.</param>
/// <param name="Refunds">Given back in it, by refund or with a cancelling.</param>
public sealed record RevenueRow(DateOnly Period, long Orders, Money Gross, Money Refunds)
{
    /// <summary>Gross less refunds.</summary>
    public Money Net => Gross - Refunds;
}
