using Docket.Domain.Shared;
using Docket.Journal.Projections.Rows;
using Docket.Kernel;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.ClickHouse.Revenue;

internal sealed class RevenueAccountCodec : IRowCodec<OrderId, RevenueAccount>
{
    public void WriteKey(OrderId key, RowWriter writer) => writer.WriteText(key.Value);

    public OrderId ReadKey(ref RowReader reader) => new(reader.ReadText());

    public void WriteRow(OrderId key, RevenueAccount row, RowWriter writer)
    {
        writer.WriteCurrency(row.Currency);
        writer.WriteUnsigned((ulong)row.Entries.Count);
        foreach (var entry in row.Entries)
        {
            writer.WriteSigned(entry.Position);
            writer.WriteDay(entry.Day);
            writer.WriteSigned(entry.Orders);
            writer.WriteMoney(entry.Gross);
            writer.WriteMoney(entry.Refunds);
        }
    }

    public RevenueAccount ReadRow(OrderId key, ref RowReader reader)
    {
        var currency = reader.ReadCurrency();
        var entries = new RevenueEntry[reader.ReadCount()];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new RevenueEntry(
                reader.ReadSigned(), reader.ReadDay(), reader.ReadSigned(), reader.ReadMoney(), reader.ReadMoney());
        return new RevenueAccount(currency, ValueList.Create<RevenueEntry>(entries));
    }
}
