using Docket.Domain.Shared;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.Kernel;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.OrderSummaries;

/// <summary>The bytes of the view's rows. Which kind a row is says its key, the stream's name.</summary>
internal sealed class OrderSummaryCodec : IRowCodec<StreamName, OrderSummaryRow>
{
    public void WriteKey(StreamName key, RowWriter writer)
    {
        writer.WriteText(key.Category);
        writer.WriteText(key.Id);
    }

    public StreamName ReadKey(ref RowReader reader) => StreamName.FromStored(reader.ReadText(), reader.ReadText());

    public void WriteRow(StreamName key, OrderSummaryRow row, RowWriter writer)
    {
        if (row is OrderSummaryRow.Order { Summary: var order }) WriteOrder(order, writer);
        else writer.WriteText(((OrderSummaryRow.Customer)row).Name);
    }

    public OrderSummaryRow ReadRow(StreamName key, ref RowReader reader) => key.Category == OrderEventTypes.Category
        ? new OrderSummaryRow.Order(ReadOrder(key, ref reader))
        : new OrderSummaryRow.Customer(reader.ReadText());

    private static void WriteOrder(OrderSummary order, RowWriter writer)
    {
        writer.WriteSigned(order.Version);
        writer.WriteSigned(order.Position);
        writer.WriteUnsigned((ulong)order.Status);
        writer.WriteCurrency(order.Currency);
        writer.WriteText(order.CustomerId?.Value);
        writer.WriteMoney(order.Discount);
        writer.WriteMoney(order.Paid);
        writer.WriteMoney(order.Refunded);
        writer.WriteText(order.PaymentId?.Value);
        writer.WriteInstant(order.PlacedAt);
        writer.WriteInstant(order.PaidAt);
        writer.WriteInstant(order.ShippedAt);
        writer.WriteInstant(order.CancelledAt);
        writer.WriteUnsigned((ulong)order.Items.Count);
        foreach (var item in order.Items)
        {
            writer.WriteText(item.ProductId.Value);
            writer.WriteText(item.Name);
            writer.WriteSigned(item.Quantity);
            writer.WriteMoney(item.UnitPrice);
        }
    }

    private static OrderSummary ReadOrder(StreamName key, ref RowReader reader)
    {
        // An object initializer evaluates in the order it is written, which is the order of the bytes.
        return new OrderSummary
        {
            OrderId = new OrderId(key.Id),
            Version = reader.ReadSigned(),
            Position = reader.ReadSigned(),
            Status = (OrderStatus)reader.ReadUnsigned(),
            Currency = reader.ReadCurrency(),
            CustomerId = reader.ReadTextOrNone() is { } customer ? new CustomerId(customer) : null,
            Discount = reader.ReadMoney(),
            Paid = reader.ReadMoney(),
            Refunded = reader.ReadMoney(),
            PaymentId = reader.ReadTextOrNone() is { } payment ? new PaymentId(payment) : null,
            PlacedAt = reader.ReadInstant(),
            PaidAt = reader.ReadInstantOrNone(),
            ShippedAt = reader.ReadInstantOrNone(),
            CancelledAt = reader.ReadInstantOrNone(),
            Items = ReadItems(ref reader),
        };
    }

    private static ValueList<OrderSummaryItem> ReadItems(ref RowReader reader)
    {
        var items = new OrderSummaryItem[reader.ReadCount()];
        for (var i = 0; i < items.Length; i++)
            items[i] = new OrderSummaryItem(
                new Sku(reader.ReadText()), reader.ReadText(), reader.ReadInt32(), reader.ReadMoney());
        return ValueList.Create<OrderSummaryItem>(items);
    }
}
