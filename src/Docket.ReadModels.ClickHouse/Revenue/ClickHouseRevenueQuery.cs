using Docket.Domain.Shared;
using Docket.Journal.ClickHouse.Talking;
using Docket.Journal.ClickHouse.Views;
using Docket.Kernel;
using Docket.ReadModels.Reading;
using Docket.ReadModels.Revenue;

namespace Docket.ReadModels.ClickHouse.Revenue;

/// <summary>Reads revenue by day from its facts; weeks and months are put together from days as everywhere
/// else.</summary>
internal sealed class ClickHouseRevenueQuery(FactQueries view) : IRevenueQuery
{
    public async ValueTask<Answer<ValueList<RevenueRow>>> ReadAsync(
        RevenuePeriod period, Freshness freshness, CancellationToken cancellationToken)
    {
        var (point, stand, days) = await view.AskAsync(
            freshness, stand => Days(stand, period), Read, cancellationToken);
        return ViewReading.Answer(
            point, RevenuePeriods.RollUp(days, period.Granularity), stand.Parking, concerns: _ => true);
    }

    private static string Days(FactStand stand, RevenuePeriod period) => SqlFile.Query(
        "revenue_days",
        ("facts", stand.Table),
        ("from", (period.From ?? DateOnly.MinValue).DayNumber),
        ("to", (period.To ?? DateOnly.MaxValue).DayNumber),
        ("checkpoint", stand.Checkpoint.Value),
        ("narrowed", period.Currency is { } currency ? $" and currency = '{currency.Code}'" : ""));

    private static List<RevenueDay> Read(AnswerReader answer)
    {
        var days = new List<RevenueDay>();
        while (answer.MoveNext())
        {
            days.Add(new RevenueDay(
                DateOnly.FromDayNumber(answer.Small()), answer.Number(), new Money(answer.Number()),
                new Money(answer.Number())));
        }

        return days;
    }
}
