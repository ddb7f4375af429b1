using System.Diagnostics;
using Docket.Domain.Shared;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.Kernel;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.OrderSummaries;

/// <summary>The bytes of the view's rows: first which kind it is, then its fields.</summary>
internal sealed class OrderSummaryCodec : IRowCodec<StreamName, OrderSummaryRow>
{
    private const ulong OrderKind = 0;
    private const ulong CustomerKind = 1;

    public void WriteKey(StreamName key, RowWriter writer)
    {
        writer.WriteText(key.Category);
        writer.WriteText(key.Id);
    }

    public StreamName ReadKey(ref RowReader reader) => StreamName.FromStored(reader.ReadText(), reader.ReadText());

    public void WriteRow(StreamName key, OrderSummaryRow row, RowWriter writer)
    {
        switch (row)
        {
            case OrderSummaryRow.Order { Summary: var order }:
                writer.WriteUnsigned(OrderKind);
                WriteOrder(order, writer);
                break;
            case OrderSummaryRow.Customer { Name: var name }:
                writer.WriteUnsigned(CustomerKind);
                writer.WriteText(name);
                break;
            default:
                throw new UnreachableException($"{row}");
        }
    }

    public OrderSummaryRow ReadRow(StreamName key, ref RowReader reader) => reader.ReadUnsigned() switch
    {
        OrderKind => new OrderSummaryRow.Order(ReadOrder(key, ref reader)),
        CustomerKind => new OrderSummaryRow.Customer(reader.ReadText()),
        var kind => throw new InvalidDataException($"A row of kind {kind} is not known."),
    };

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
