using Docket.Domain.Shared;
using Docket.ReadModels.Reading;

namespace Docket.ReadModels.OrderSummaries;

/// <summary>Reads one order.</summary>
public interface IOrderSummaryQuery
{
    /// <summary>The order, or null where none is known. Waits for the order's own row to reach <see cref="Freshness.MinSeq"/>.</summary>
    ValueTask<Answer<OrderSummary?>> FindAsync(OrderId id, Freshness freshness, CancellationToken cancellationToken);
}
