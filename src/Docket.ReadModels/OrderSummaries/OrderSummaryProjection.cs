using Docket.Domain.Customers;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Journal.Store;
using Docket.Kernel;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.OrderSummaries;

/// <summary>Folds an order's events into what its readers see. A row a stream: orders' and customers'.</summary>
public sealed class OrderSummaryProjection : IProjection<StreamName, OrderSummaryRow>
{
    /// <inheritdoc/>
    public string Name => ViewNames.OrderSummary;

    /// <inheritdoc/>
    public int SchemaVersion => 1;

    /// <inheritdoc/>
    public IReadOnlyCollection<Type> Handles { get; } =
        [.. OrderEventTypes.All, typeof(CustomerRegistered), typeof(CustomerDetailsChanged)];

    /// <inheritdoc/>
    public ValueList<StreamName> KeysOf(RecordedEvent recorded) => [recorded.Stream];

    /// <inheritdoc/>
    public OrderSummaryRow? Apply(StreamName key, OrderSummaryRow? row, RecordedEvent recorded) =>
        (row, recorded.Payload) switch
        {
            (_, CustomerRegistered e) => new OrderSummaryRow.Customer(e.Name),
            (_, CustomerDetailsChanged e) => new OrderSummaryRow.Customer(e.Name),
            (null, OrderEvent) => new OrderSummaryRow.Order(Apply(null, recorded)!),
            (OrderSummaryRow.Order order, OrderEvent) => order with { Summary = Apply(order.Summary, recorded)! },
            _ => throw new OutOfStepException(recorded),
        };

    /// <summary>The order after all of its events so far; null before the first one.</summary>
    /// <param name="events">One order's, oldest first. Events of other kinds are passed over.</param>
    public static OrderSummary? Fold(IEnumerable<RecordedEvent> events) =>
        events.Aggregate((OrderSummary?)null, Apply);

    /// <summary>The order after one more event. The customer's name is none of the order's business.</summary>
    /// <exception cref="Exception">The event does not follow: an order that was not placed, or is placed again.</exception>
    public static OrderSummary? Apply(OrderSummary? order, RecordedEvent recorded) => (order, recorded.Payload) switch
    {
        (null, OrderPlaced e) => Placed(e, recorded),
        ({ } o, OrderEvent e and not OrderPlaced) => After(o, e) with
        {
            Version = recorded.Version.Value,
            Position = recorded.Position.Value,
        },
        (_, OrderEvent) => throw new OutOfStepException(recorded),
        _ => order, // not an order's event
    };

    private static OrderSummary Placed(OrderPlaced placed, RecordedEvent recorded) => new()
    {
        OrderId = OrderEventTypes.OrderOf(recorded),
        CustomerId = placed.Customer,
        Status = OrderStatus.Pending,
        Currency = placed.Currency,
        Items = placed.Lines.Select(ItemOf).ToValueList(),
        PlacedAt = placed.At,
        Version = recorded.Version.Value,
        Position = recorded.Position.Value,
    };

    private static OrderSummary After(OrderSummary order, OrderEvent recorded)
    {
        var standing = new OrderStanding(order.Status, order.PaidAt is not null, order.Total, order.Paid, order.Refunded)
            .After(recorded);
        var weighed = order with { Status = standing.Status, Paid = standing.Paid, Refunded = standing.Refunded };
        return recorded switch
        {
            ItemAdded e => weighed with { Items = order.Items.Add(ItemOf(e.Line)) },
            DiscountApplied e => weighed with { Discount = order.Discount + e.Amount },
            PaymentConfirmed e => weighed with { PaymentId = e.Payment, PaidAt = e.At },
            OrderShipped e => weighed with { ShippedAt = e.At },
            OrderCancelled e => weighed with { CancelledAt = e.At },
            _ => weighed,
        };
    }

    private static OrderSummaryItem ItemOf(OrderLine line) => new(line.Product, line.Name, line.Quantity, line.UnitPrice);
}
