using Docket.Journal.ClickHouse.Facts;
using Docket.Journal.Projections.Rows;

namespace Docket.ReadModels.ClickHouse.Revenue;

/// <summary>Tells the entries that an order's account has now and had not before.</summary>
internal sealed class RevenueFacts : IFacts
{
    private readonly RevenueAccountCodec _codec = new();

    public static FactTable Table { get; } = new(
        ViewNames.Revenue, SqlFile.Table("revenue"),
        [
            new("day"), new("currency", IsText: true), new("position"), new("order_id", IsText: true), new("orders"),
            new("gross"), new("refunds"),
        ],
        () => new RevenueFacts());

    public void Tell(ReadOnlySpan<byte> key, byte[]? before, byte[]? after, FactWriter facts)
    {
        if (after is null) return; // accounts are only ever added to
        var reader = new RowReader(key);
        var order = _codec.ReadKey(ref reader);
        var account = _codec.RowOf(order, after);
        for (var i = before is null ? 0 : _codec.RowOf(order, before).Entries.Count; i < account.Entries.Count; i++)
        {
            var entry = account.Entries[i];
            facts.Small(entry.Day.DayNumber).Text(account.Currency.Code).Number(entry.Position).Text(order.Value)
                .Number(entry.Orders).Number(entry.Gross.Minor).Number(entry.Refunds.Minor);
        }
    }
}
