using System.Text.Json;
using Docket.Application.Checkout;
using Docket.Journal.Processes.Choreography;

namespace Docket.Application.PublicEvents;

/// <summary>What other systems know Docket's events by. A type here is a contract: add one, never change one.</summary>
public static class PublicEventTypes
{
    /// <summary>The topic that all of them are published to.</summary>
    public const string Topic = "docket.orders.v1";

    /// <summary>CloudEvents' source: where the events come from.</summary>
    public const string Source = "/docket/orders";

    internal const string Placed = "docket.order.placed.v1";
    internal const string ItemAdded = "docket.order.item_added.v1";
    internal const string DiscountApplied = "docket.order.discount_applied.v1";
    internal const string PaymentConfirmed = "docket.order.payment_confirmed.v1";
    internal const string Shipped = "docket.order.shipped.v1";
    internal const string Cancelled = "docket.order.cancelled.v1";
    internal const string RefundIssued = "docket.order.refund_issued.v1";

    /// <summary>What is told of orders.</summary>
    public static IReadOnlyList<string> OfOrders { get; } =
        [Placed, ItemAdded, DiscountApplied, PaymentConfirmed, Shipped, Cancelled, RefundIssued];

    /// <summary>What the participants of checkouts tell, by whatever version of the process.</summary>
    public static IReadOnlyList<string> OfCheckouts { get; } = [.. CheckoutProcesses.Catalog.All
        .Where(definition => definition.Name == CheckoutProcesses.Checkout)
        .SelectMany(definition => EventGraph.Of(definition).Told).Select(told => OfCheckout(told.Name)).Distinct()];

    /// <summary>Every type that is published.</summary>
    public static IReadOnlyList<string> All { get; } = [.. OfOrders, .. OfCheckouts];

    /// <summary>
    /// The type of an event by its name in the process: <c>CardCharged</c> is <c>docket.checkout.card_charged.v1</c>, and
    /// <c>CheckoutStarted</c> is <c>docket.checkout.started.v1</c>.
    /// </summary>
    internal static string OfCheckout(string name)
    {
        var own = name.StartsWith("Checkout", StringComparison.Ordinal) ? name["Checkout".Length..] : name;
        return $"docket.checkout.{JsonNamingPolicy.SnakeCaseLower.ConvertName(own)}.v1";
    }
}
