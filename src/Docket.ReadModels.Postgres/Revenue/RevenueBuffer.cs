using Docket.Domain.Shared;
using Docket.Journal.Postgres.Views;
using Docket.ReadModels.Revenue;
using Npgsql;
using NpgsqlTypes;

namespace Docket.ReadModels.Postgres.Revenue;

/// <summary>Spreads orders' revenue over columns, and adds what changed to the days.</summary>
internal sealed class RevenueBuffer : RowBuffer<OrderId, RevenueOrder, RevenueByDay>
{
    private readonly ColumnValues<string> _orderId, _currency;
    private readonly ColumnValues<long> _gross, _refunds;

    public RevenueBuffer()
        : base(new RevenueCodec())
    {
        (_orderId, _currency) =
            (Column<string>("order_id", NpgsqlDbType.Text), Column<string>("currency", NpgsqlDbType.Text));
        (_gross, _refunds) = (Column<long>("gross", NpgsqlDbType.Bigint), Column<long>("refunds", NpgsqlDbType.Bigint));
    }

    protected override void Spread(OrderId key, RevenueOrder row)
    {
        _orderId.Add(key.Value);
        _currency.Add(row.Currency.Code);
        _gross.Add(row.Days.Sum(day => day.Gross.Minor));
        _refunds.Add(row.Days.Sum(day => day.Refunds.Minor));
    }

    protected override RevenueByDay NewChanges() => new();

    protected override IEnumerable<NpgsqlBatchCommand> Totals(RevenueByDay changes, Func<string, string> nameOf)
    {
        // In one order everywhere, as whoever locks several rows should.
        var days = changes.Days.OrderBy(day => day.Key.Day).ThenBy(day => day.Key.Currency.Code, StringComparer.Ordinal)
            .ToList();
        if (days.Count == 0) yield break;
        yield return new NpgsqlBatchCommand(SqlFile.Statement("add_revenue", "revenue_days", nameOf))
            .With(days.Select(day => day.Key.Day).ToArray())
            .With(days.Select(day => day.Key.Currency.Code).ToArray())
            .With(days.Select(day => day.Value.Orders).ToArray())
            .With(days.Select(day => day.Value.Gross.Minor).ToArray())
            .With(days.Select(day => day.Value.Refunds.Minor).ToArray());
    }
}
