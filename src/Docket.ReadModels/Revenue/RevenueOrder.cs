using Docket.Domain.Shared;
using Docket.Kernel;

namespace Docket.ReadModels.Revenue;

/// <summary>
/// What one order brought in on which days. Payments and refunds do not say their currency, the placing does: a row an
/// order remembers it, and the days' totals are figures over these rows.
/// </summary>
internal sealed record RevenueOrder(Currency Currency, ValueList<RevenueDay> Days)
{
    /// <summary>With more on a day.</summary>
    public RevenueOrder Plus(RevenueDay more)
    {
        for (var i = Days.Count - 1; i >= 0; i--)
            if (Days[i].Day == more.Day) return this with { Days = Days.SetAt(i, Days[i].Plus(more)) };
        return this with { Days = Days.Add(more) };
    }
}

/// <summary>Money in and out on one day.</summary>
/// <param name="Day">UTC.</param>
/// <param name="Orders">First payments.</param>
/// <param name="Gross">Payments.</param>
/// <param name="Refunds">Given back.</param>
internal readonly record struct RevenueDay(DateOnly Day, long Orders, Money Gross, Money Refunds)
{
    public RevenueDay Plus(RevenueDay more) =>
        this with { Orders = Orders + more.Orders, Gross = Gross + more.Gross, Refunds = Refunds + more.Refunds };

    public RevenueDay Less(RevenueDay less) =>
        this with { Orders = Orders - less.Orders, Gross = Gross - less.Gross, Refunds = Refunds - less.Refunds };

    public bool IsNothing => Orders == 0 && Gross == Money.Zero && Refunds == Money.Zero;
}
