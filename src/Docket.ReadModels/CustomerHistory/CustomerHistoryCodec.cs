using Docket.Domain.Shared;
using Docket.Journal.Projections.Rows;
using Docket.Kernel;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.CustomerHistory;

internal sealed class CustomerHistoryCodec : IRowCodec<OrderId, CustomerHistoryRow>
{
    public void WriteKey(OrderId key, RowWriter writer) => writer.WriteText(key.Value);

    public OrderId ReadKey(ref RowReader reader) => new(reader.ReadText());

    public void WriteRow(OrderId key, CustomerHistoryRow row, RowWriter writer)
    {
        writer.WriteText(row.Customer.Value);
        writer.WriteCurrency(row.Currency);
        writer.WriteInstant(row.PlacedAt);
        writer.WriteStanding(row.Standing);
        writer.WriteSigned(row.ItemCount);
        writer.WriteSigned(row.Version);
        writer.WriteUnsigned((ulong)row.ItemNames.Count);
        foreach (var name in row.ItemNames) writer.WriteText(name);
    }

    public CustomerHistoryRow ReadRow(OrderId key, ref RowReader reader)
    {
        var customer = new CustomerId(reader.ReadText());
        var currency = reader.ReadCurrency();
        var placedAt = reader.ReadInstant();
        var standing = reader.ReadStanding();
        var itemCount = reader.ReadSigned();
        var version = reader.ReadSigned();
        var names = new string[reader.ReadCount()];
        for (var i = 0; i < names.Length; i++) names[i] = reader.ReadText();
        return new CustomerHistoryRow(
            customer, currency, placedAt, standing, itemCount, ValueList.Create<string>(names), version);
    }
}
