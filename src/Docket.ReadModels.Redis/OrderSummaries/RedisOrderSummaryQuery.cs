using System.Text;
using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis.Views;
using Docket.Journal.Store;
using Docket.ReadModels.Orders;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Reading;

namespace Docket.ReadModels.Redis.OrderSummaries;

/// <summary>Reads orders from their hashes: one script, which says as well how far the view is.</summary>
internal sealed class RedisOrderSummaryQuery(ViewHost host, View view, RedisViewStorage storage) : IOrderSummaryQuery
{
    private const string CustomerCategory = "customer";
    private static readonly string[] Fields = ["row", OrderSummaryLayout.CustomerName];
    private readonly OrderSummaryCodec _codec = new();
    private readonly Lazy<Position> _headAtFirst = new(() => host.Head);

    public async ValueTask<Answer<OrderSummary?>> FindAsync(
        OrderId id, Freshness freshness, CancellationToken cancellationToken)
    {
        var stream = OrderEventTypes.StreamOf(id);
        var known = Known();
        var found = await ReadAsync(stream, cancellationToken);
        if (found.Checkpoint < freshness.MinSeq)
        {
            // Whether it gets there in time or not, what is read afterwards says how far it is.
            await view.Watermark.WaitForAsync(freshness.MinSeq, freshness.Patience, cancellationToken);
            known = Known();
            found = await ReadAsync(stream, cancellationToken);
        }

        var order = OrderOf(stream, found);
        var customer = order?.CustomerId is { } its ? new StreamName(CustomerCategory, its.Value) : (StreamName?)null;
        var point = new ReadPoint(
            found.Checkpoint, Stale: found.Checkpoint < freshness.MinSeq || found.Checkpoint < known);
        return ViewReading.Answer(
            point, order, found.Parking, parked => parked.Stream == stream || parked.Stream == customer);
    }

    /// <summary>
    /// What the view must show at least to be called fresh: what it has shown already, and what was in the journal when
    /// it was first asked. Redis may be flushed, or come back without its last second; then it says less.
    /// </summary>
    private Position Known()
    {
        var (shown, head) = (view.Watermark.Position, _headAtFirst.Value);
        return shown > head ? shown : head;
    }

    private ValueTask<ServedRow> ReadAsync(StreamName stream, CancellationToken cancellationToken) =>
        storage.ReadAsync(view.Name, OrderSummaryLayout.NameOf(stream), Fields, cancellationToken);

    private OrderSummary? OrderOf(StreamName stream, ServedRow found)
    {
        if (found.Fields[0] is not { } row
            || _codec.RowOf(stream, row) is not OrderSummaryRow.Order { Summary: var order })
            return null;
        return found.Fields[1] is { } name ? order with { CustomerName = Encoding.UTF8.GetString(name) } : order;
    }
}
