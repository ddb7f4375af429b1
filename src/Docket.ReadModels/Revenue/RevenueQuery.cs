using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Kernel;
using Docket.ReadModels.Reading;

namespace Docket.ReadModels.Revenue;

/// <summary>Reads revenue from the view in this process.</summary>
internal sealed class RevenueQuery(View<OrderId, RevenueOrder, RevenueByDay> view) : IRevenueQuery
{
    public async ValueTask<Answer<ValueList<RevenueRow>>> ReadAsync(
        RevenuePeriod period, Freshness freshness, CancellationToken cancellationToken)
    {
        var point = await view.WaitAsync(freshness, cancellationToken);
        var days = view.Current.Read(period, static (figures, wanted) => figures.Within(wanted));
        return view.Answer(point, RevenuePeriods.RollUp(days, period.Granularity), concerns: _ => true);
    }
}
