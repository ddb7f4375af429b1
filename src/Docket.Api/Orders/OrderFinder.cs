using Docket.Api.Requests;
using Docket.Domain.Shared;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Reading;

namespace Docket.Api.Orders;

/// <summary>Finds one order where the reader wants it from: the view, or the journal.</summary>
internal sealed class OrderFinder(IOrderSummaryQuery view, OrderReader journal, FreshnessPolicy freshness)
{
    public ValueTask<Answer<OrderSummary?>> FindAsync(OrderId id, ReadParameters read,
        CancellationToken cancellationToken) =>
        read.IsStrong
            ? journal.FoldAsync(id, Moment.Now, cancellationToken)
            : view.FindAsync(id, freshness.OfOrder(read), cancellationToken);
}
