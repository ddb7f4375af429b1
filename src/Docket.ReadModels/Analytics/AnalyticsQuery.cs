using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.ReadModels.Reading;

namespace Docket.ReadModels.Analytics;

/// <summary>Reads the figures from the view in this process.</summary>
internal sealed class AnalyticsQuery(View<OrderId, AnalyticsOrder, AnalyticsTotals> view) : IAnalyticsQuery
{
    public async ValueTask<Answer<OrderAnalytics>> ReadAsync(Freshness freshness, CancellationToken cancellationToken)
    {
        var point = await view.WaitAsync(freshness, cancellationToken);
        var now = view.Current.Read(0, static (figures, _) => figures.Now);
        return view.Answer(point, now, concerns: _ => true);
    }
}
