using Docket.Domain.Shared;
using Docket.Kernel;

namespace Docket.ReadModels.Revenue;

/// <summary>Puts days together to weeks and months.</summary>
internal static class RevenuePeriods
{
    /// <summary>The first day of the period that a day is in.</summary>
    public static DateOnly FirstDay(DateOnly day, Granularity granularity) => granularity switch
    {
        Granularity.Day => day,
        Granularity.Week => day.AddDays(-Math.Min(((int)day.DayOfWeek + 6) % 7, day.DayNumber)),
        Granularity.Month => new DateOnly(day.Year, day.Month, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(granularity), granularity, "Day, week or month."),
    };

    /// <summary>Periods in order; only those that something happened in.</summary>
    public static ValueList<RevenueRow> RollUp(IEnumerable<RevenueDay> days, Granularity granularity) => days
        .GroupBy(day => FirstDay(day.Day, granularity))
        .OrderBy(period => period.Key)
        .Select(period => period.Aggregate(
            new RevenueRow(period.Key, 0, Money.Zero, Money.Zero),
            (sum, day) => sum with
            {
                Orders = sum.Orders + day.Orders,
                Gross = sum.Gross + day.Gross,
                Refunds = sum.Refunds + day.Refunds,
            }))
        .ToValueList();
}
