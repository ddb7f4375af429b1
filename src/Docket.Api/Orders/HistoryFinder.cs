using Docket.Api.Replicas;
using Docket.Api.Requests;
using Docket.Domain.Shared;
using Docket.Journal.Store;
using Docket.ReadModels.Reading;

namespace Docket.Api.Orders;

/// <summary>Finds what happened to one order: in the standby's journal, or the primary's.</summary>
internal sealed class HistoryFinder(ReadRouter router, OrderReader primary, VisibleWait wait)
{
    public ValueTask<Routed<Answer<HistoryReply?>>> FindAsync(
        OrderId id, Moment until, ReadParameters read, CancellationToken cancellationToken) =>
        router.ReadAsync(ReplicaReads.History, read.IsStrong, replica => replica is null
            ? ReadAsync(primary, _ => ValueTask.FromResult(primary.Journal.Head), id, until, read, cancellationToken)
            : ReadAsync(replica.Orders, replica.VisibleAsync, id, until, read, cancellationToken));

    private async ValueTask<Answer<HistoryReply?>> ReadAsync(
        OrderReader orders, Func<CancellationToken, ValueTask<Position>> visible, OrderId id, Moment until,
        ReadParameters read, CancellationToken cancellationToken)
    {
        var (asOf, stale) = await wait.ForAsync(orders.Journal, visible, read, cancellationToken);
        var history = await orders.HistoryAsync(id, until, cancellationToken);
        return new Answer<HistoryReply?>(
            history is null ? null : history with { AsOfSeq = asOf.Value, Stale = stale }, asOf, stale);
    }
}
