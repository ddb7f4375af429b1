using Docket.Domain.Shared;
using Docket.Journal.Projections.Rows;
using Docket.Kernel;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.Revenue;

internal sealed class RevenueCodec : IRowCodec<OrderId, RevenueOrder>
{
    public void WriteKey(OrderId key, RowWriter writer) => writer.WriteText(key.Value);

    public OrderId ReadKey(ref RowReader reader) => new(reader.ReadText());

    public void WriteRow(OrderId key, RevenueOrder row, RowWriter writer)
    {
        writer.WriteCurrency(row.Currency);
        writer.WriteUnsigned((ulong)row.Days.Count);
        foreach (var day in row.Days)
        {
            writer.WriteDay(day.Day);
            writer.WriteSigned(day.Orders);
            writer.WriteMoney(day.Gross);
            writer.WriteMoney(day.Refunds);
        }
    }

    public RevenueOrder ReadRow(OrderId key, ref RowReader reader)
    {
        var currency = reader.ReadCurrency();
        var days = new RevenueDay[reader.ReadCount()];
        for (var i = 0; i < days.Length; i++)
            days[i] = new RevenueDay(reader.ReadDay(), reader.ReadSigned(), reader.ReadMoney(), reader.ReadMoney());
        return new RevenueOrder(currency, ValueList.Create<RevenueDay>(days));
    }
}
