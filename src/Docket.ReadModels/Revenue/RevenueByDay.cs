using Docket.Domain.Shared;
using Docket.Journal.Projections;

namespace Docket.ReadModels.Revenue;

/// <summary>Each day's revenue in each currency: as many numbers as the shop has days.</summary>
internal sealed class RevenueByDay : IRowFigures<OrderId, RevenueOrder>
{
    private readonly Dictionary<(DateOnly Day, Currency Currency), RevenueDay> _days = [];

    /// <summary>Every day in every currency that something is on.</summary>
    public IReadOnlyDictionary<(DateOnly Day, Currency Currency), RevenueDay> Days => _days;

    public void Change(OrderId key, RevenueOrder? before, RevenueOrder? after)
    {
        if (before is not null)
            foreach (var day in before.Days) Set(before.Currency, Of(before.Currency, day.Day).Less(day));
        if (after is not null)
            foreach (var day in after.Days) Set(after.Currency, Of(after.Currency, day.Day).Plus(day));
    }

    /// <summary>The days of a period, unsorted; one entry a day and currency.</summary>
    public IReadOnlyList<RevenueDay> Within(RevenuePeriod period) =>
    [
        .. _days.Where(entry => (period.From is null || entry.Key.Day >= period.From)
                && (period.To is null || entry.Key.Day <= period.To)
                && (period.Currency is null || entry.Key.Currency == period.Currency))
            .Select(entry => entry.Value),
    ];

    private RevenueDay Of(Currency currency, DateOnly day) =>
        _days.TryGetValue((day, currency), out var known) ? known : new RevenueDay(day, 0, Money.Zero, Money.Zero);

    private void Set(Currency currency, RevenueDay day)
    {
        if (day.IsNothing) _days.Remove((day.Day, currency));
        else _days[(day.Day, currency)] = day;
    }
}
