using Docket.Domain.Shared;
using Docket.Journal.Postgres.Views;
using Docket.ReadModels.Analytics;
using Docket.ReadModels.OrderSummaries;
using Npgsql;
using NpgsqlTypes;

namespace Docket.ReadModels.Postgres.Analytics;

/// <summary>Spreads orders' standing over columns, and adds what changed to the one row of totals.</summary>
internal sealed class AnalyticsBuffer : RowBuffer<OrderId, AnalyticsOrder, AnalyticsTotals>
{
    private readonly ColumnValues<string> _orderId, _status;
    private readonly ColumnValues<bool> _hasPayment;
    private readonly ColumnValues<long> _total, _paid, _refunded;

    public AnalyticsBuffer()
        : base(new AnalyticsCodec())
    {
        (_orderId, _status) =
            (Column<string>("order_id", NpgsqlDbType.Text), Column<string>("status", NpgsqlDbType.Text));
        _hasPayment = Column<bool>("has_payment", NpgsqlDbType.Boolean);
        (_total, _paid) = (Column<long>("total", NpgsqlDbType.Bigint), Column<long>("paid", NpgsqlDbType.Bigint));
        _refunded = Column<long>("refunded", NpgsqlDbType.Bigint);
    }

    protected override void Spread(OrderId key, AnalyticsOrder row)
    {
        _orderId.Add(key.Value);
        _status.Add(StatusNames.Of(row.Standing.Status));
        _hasPayment.Add(row.Standing.HasPayment);
        _total.Add(row.Standing.Total.Minor);
        _paid.Add(row.Standing.Paid.Minor);
        _refunded.Add(row.Standing.Refunded.Minor);
    }

    protected override AnalyticsTotals NewChanges() => new();

    protected override IEnumerable<NpgsqlBatchCommand> Totals(AnalyticsTotals changes, Func<string, string> nameOf)
    {
        var more = changes.Now;
        yield return new NpgsqlBatchCommand(SqlFile.Statement("add_analytics", "analytics_totals", nameOf))
            .With(more.TotalOrders).With(more.PaidOrders).With(more.TotalRevenue.Minor).With(more.Refunded.Minor)
            .With(more.Pending).With(more.Paid).With(more.Shipped).With(more.Cancelled)
            .With(more.CancelledRevenue.Minor);
    }
}
