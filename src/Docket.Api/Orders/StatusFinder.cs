using Docket.Api.Replicas;
using Docket.Api.Requests;
using Docket.Domain.Shared;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Reading;

namespace Docket.Api.Orders;

/// <summary>Finds out where one order stands: folded on the standby, or from where every order is read.</summary>
internal sealed class StatusFinder(ReadRouter router, OrderFinder primary, VisibleWait wait)
{
    public ValueTask<Routed<Answer<OrderSummary?>>> FindAsync(
        OrderId id, ReadParameters read, CancellationToken cancellationToken) =>
        router.ReadAsync(ReplicaReads.Status, read.IsStrong, replica => replica is null
            ? primary.FindAsync(id, read, cancellationToken)
            : FoldAsync(replica, id, read, cancellationToken));

    private async ValueTask<Answer<OrderSummary?>> FoldAsync(
        ReplicaSources replica, OrderId id, ReadParameters read, CancellationToken cancellationToken)
    {
        var (asOf, stale) = await wait.ForAsync(replica.Orders.Journal, replica.VisibleAsync, read, cancellationToken);
        return new Answer<OrderSummary?>(
            await replica.Orders.FoldNamelessAsync(id, Moment.Now, cancellationToken), asOf, stale);
    }
}
