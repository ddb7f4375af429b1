using Docket.Domain.Orders;
using Docket.Domain.Shared;

namespace Docket.Application.Import.Planning;

/// <summary>What one credit note gives back of one order.</summary>
internal sealed class PlannedRefund(OrderId credit, PlannedOrder order)
{
    public OrderId Credit { get; } = credit;

    public PlannedOrder Order { get; } = order;

    public List<RefundLine> Items { get; } = [];

    /// <summary>The credit rows it came from, one for each item.</summary>
    public List<CreditRow> Rows { get; } = [];

    /// <summary>The time of the last of its rows.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>Why the journal refused it, if it did.</summary>
    public string? Refusal { get; set; }

    public long AmountMinor => Items.Sum(item => item.Amount.Minor);

    public void Add(CreditRow row, int quantity)
    {
        Items.Add(new RefundLine(row.Product, quantity, row.UnitPrice));
        Rows.Add(row);
        Time = row.Time;
    }
}

/// <summary>One credit row and how much of it found no order.</summary>
internal sealed class CreditRow(
    OrderId credit, int row, DateTimeOffset time, CustomerId customer, Sku product, Money unitPrice, int quantity)
{
    public OrderId Credit { get; } = credit;

    public int Row { get; } = row;

    public DateTimeOffset Time { get; } = time;

    public CustomerId Customer { get; } = customer;

    public Sku Product { get; } = product;

    public Money UnitPrice { get; } = unitPrice;

    public int Quantity { get; } = quantity;

    /// <summary>Of <see cref="Quantity"/>, what is still to find an order.</summary>
    public int Left { get; set; } = quantity;
}
