using Docket.Journal.Processes.Defining;

namespace Docket.Application.Checkout;

/// <summary>
/// The checkouts that Docket knows, as data. A definition in use is never changed: the next version is added.
/// </summary>
public static class CheckoutProcesses
{
    /// <summary>The marketplace's checkout.</summary>
    public const string Checkout = "checkout";

    /// <summary>The lab's order saga.</summary>
    public const string OrderSaga = "order-saga";

    /// <summary>Somebody's service with its own database, in the same house.</summary>
    private static readonly RetryPolicy Near = new()
    {
        TriesMax = 8,
        TryTimeout = TimeSpan.FromSeconds(5),
        Timeout = TimeSpan.FromMinutes(10),
        DelayFirst = TimeSpan.FromMilliseconds(500),
        DelayMax = TimeSpan.FromMinutes(1),
    };

    /// <summary>A bank's or a carrier's, on the other side of the internet.</summary>
    private static readonly RetryPolicy Far = Near with
    {
        TryTimeout = TimeSpan.FromSeconds(20),
        DelayFirst = TimeSpan.FromSeconds(2),
    };

    /// <summary>Undoing has no deadline, so it is tried for longer.</summary>
    private static readonly RetryPolicy Undoing = Far with
    {
        TriesMax = 20,
        Timeout = TimeSpan.FromHours(24),
        DelayMax = TimeSpan.FromHours(1),
    };

    /// <summary>
    /// Reserve, charge, ship, thank: what can fail most cheaply comes first, what cannot be undone last.
    /// </summary>
    public static ProcessDefinition CheckoutV1 { get; } = ProcessDefinition.Named(Checkout, version: 1)
        .Within(TimeSpan.FromMinutes(30))
        .Opens("CheckoutStarted")
        .Step("reserve-stock", step => step.By(ParticipantNames.Stock).Tried(Near).Brings("inventory_reserved")
            .UndoneBy("release-stock", Undoing).Tells("StockReserved", "StockRefused", "StockReleased"))
        .Step("charge-card", step => step.By(ParticipantNames.Payments).Tried(Far).Brings("payment_completed")
            .UndoneBy("refund-card", Undoing).Tells("CardCharged", "CardRefused", "CardRefunded"))
        .Step("create-shipment", step => step.By(ParticipantNames.Shipping).Tried(Far).Brings("shipment_created")
            .UndoneBy("cancel-shipment", Undoing).Tells("ShipmentCreated", "ShipmentRefused", "ShipmentCancelled"))
        .Step("update-loyalty-points", step => step.By(ParticipantNames.Loyalty).Tried(Near)
            .UndoneBy("take-back-points", Undoing).Tells("PointsEarned", "PointsRefused", "PointsTakenBack"))
        .Step("send-receipt-email", step => step.By(ParticipantNames.Email).Tried(Far).Optional()
            .NotUndone("A mail that is sent is read; and no order fails because of one.")
            .Tells("ReceiptSent", "ReceiptRefused", "ReceiptKept"))
        .Build();

    /// <summary>
    /// The same, and the order itself hears of it: it is paid and sent, or says no because it was cancelled or changed.
    /// </summary>
    public static ProcessDefinition CheckoutV2 { get; } = ProcessDefinition.Named(Checkout, version: 2)
        .Within(CheckoutV1.Deadline)
        .Opens(CheckoutV1.Opens)
        .Step(CheckoutV1.Step("reserve-stock"))
        .Step(CheckoutV1.Step("charge-card"))
        .Step(CheckoutV1.Step("create-shipment"))
        .Step(CheckoutV1.Step("update-loyalty-points"))
        .Step("book-order", step => step.By(ParticipantNames.Orders).Tried(Near)
            .UndoneBy("refund-order", Undoing).Tells("OrderBooked", "OrderBookingRefused", "OrderBookingTakenBack"))
        .Step(CheckoutV1.Step("send-receipt-email"))
        .Build();

    /// <summary>The lab's three steps, in its order.</summary>
    public static ProcessDefinition OrderSagaV1 { get; } = ProcessDefinition.Named(OrderSaga, version: 1)
        .Within(TimeSpan.FromMinutes(30))
        .Step("payment", step => step.By(ParticipantNames.Payments).Tried(Far).Brings("payment_completed")
            .UndoneBy("refund-payment", Undoing))
        .Step("inventory", step => step.By(ParticipantNames.Stock).Tried(Near).Brings("inventory_reserved")
            .UndoneBy("release-inventory", Undoing))
        .Step("shipping", step => step.By(ParticipantNames.Shipping).Tried(Far).UndoneBy("cancel-shipping", Undoing))
        .Build();

    /// <summary>Every version that instances may still run on.</summary>
    public static ProcessCatalog Catalog { get; } = new(CheckoutV1, CheckoutV2, OrderSagaV1);
}

/// <summary>Who takes part in a checkout.</summary>
public static class ParticipantNames
{
    /// <summary>Keeps goods for orders.</summary>
    public const string Stock = "stock";

    /// <summary>Charges and refunds.</summary>
    public const string Payments = "payments";

    /// <summary>Sends parcels.</summary>
    public const string Shipping = "shipping";

    /// <summary>Keeps the orders themselves.</summary>
    public const string Orders = "orders";

    /// <summary>Keeps customers' points.</summary>
    public const string Loyalty = "loyalty";

    /// <summary>Writes to customers.</summary>
    public const string Email = "email";
}
