using Docket.Domain.Shared;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.ReadModels.Orders;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Postgres.Reading;
using Docket.ReadModels.Reading;
using Npgsql;

namespace Docket.ReadModels.Postgres.OrderSummaries;

/// <summary>Reads orders from <c>order_summary</c>.</summary>
internal sealed class PostgresOrderSummaryQuery(ViewQueries view) : IOrderSummaryQuery
{
    private const string CustomerCategory = "customer";
    private readonly OrderSummaryCodec _codec = new();
    private readonly string _find = SqlFile.Query("find_order", view.Schema);

    public async ValueTask<Answer<OrderSummary?>> FindAsync(
        OrderId id, Freshness freshness, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(id, cancellationToken);
        if (!IsFresh(found, freshness))
        {
            // Where it has come meanwhile there is nothing to wait for, and still something newer to read.
            await view.WaitAsync(freshness, cancellationToken);
            found = await ReadAsync(id, cancellationToken);
        }

        var (stand, order) = found;
        var stream = OrderEventTypes.StreamOf(id);
        var customer = order?.CustomerId is { } its ? new StreamName(CustomerCategory, its.Value) : (StreamName?)null;
        var point = new ReadPoint(stand.Checkpoint, Stale: !IsFresh(found, freshness));
        return ViewReading.Answer(
            point, order, stand.Parking, parked => parked.Stream == stream || parked.Stream == customer);
    }

    // An order shows what a reader asks for as soon as its own row does, wherever the view is.
    private static bool IsFresh((Stand Stand, OrderSummary? Order) found, Freshness freshness) =>
        found.Stand.Checkpoint >= freshness.MinSeq || found.Order?.Position >= freshness.MinSeq.Value;

    private async ValueTask<(Stand Stand, OrderSummary? Order)> ReadAsync(OrderId id, CancellationToken cancellationToken)
    {
        var stream = OrderEventTypes.StreamOf(id);
        var (stand, rows) = await view.ReadAsync(
            () => new NpgsqlCommand(_find).With(_codec.KeyOf(stream)), row => Read(stream, row), cancellationToken);
        return (stand, rows[0]);
    }

    private OrderSummary? Read(StreamName stream, NpgsqlDataReader row)
    {
        if (row.IsDBNull(Stand.Columns)) return null;
        var order = (_codec.RowOf(stream, row.GetFieldValue<byte[]>(Stand.Columns)) as OrderSummaryRow.Order)?.Summary;
        if (order?.CustomerId is not { } customer || row.IsDBNull(Stand.Columns + 1)) return order;
        var named = _codec.RowOf(
            new StreamName(CustomerCategory, customer.Value), row.GetFieldValue<byte[]>(Stand.Columns + 1));
        return order with { CustomerName = (named as OrderSummaryRow.Customer)?.Name };
    }
}
