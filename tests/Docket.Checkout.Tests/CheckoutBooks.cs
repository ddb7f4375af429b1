using Docket.Application.Checkout;
using Docket.Application.Wire;
using Docket.Checkout.Tests.Given;
using Docket.Domain.Loyalty;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Domain.Stock;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Store;

namespace Docket.Checkout.Tests;

/// <summary>What must hold of money, goods and points after a simulation.</summary>
internal static class CheckoutBooks
{
    public static IEnumerable<string> Findings(CheckoutWorld world)
    {
        var ended = world.Requests.Keys.ToDictionary(id => id, id => world.Fleet.StateOf(id));
        var settled = ended.Where(one => one.Value.Phase == ProcessPhase.Ended).Select(one => one.Key).ToHashSet();
        var standing = settled.Where(id => ended[id].Status == ProcessStatus.Completed).ToHashSet();
        return Books.Findings(world.Fleet, CheckoutProcesses.Catalog, world.Requests.Keys, world.Services)
            .Concat(OfMoney(world, settled, standing))
            .Concat(OfOrders(world, settled, standing))
            .Concat(OfStock(world, settled))
            .Concat(OfPoints(world, settled, standing));
    }

    private static IEnumerable<string> OfMoney(CheckoutWorld world, HashSet<string> settled, HashSet<string> standing)
    {
        var payments = world.Services[ParticipantNames.Payments];
        var kept = settled.Sum(id => payments.Standing(id, "charge-card") * world.Requests[id].Total.Minor);
        var sold = standing.Sum(id => world.Requests[id].Total.Minor);
        if (kept != sold) yield return $"{kept} was charged and not refunded, and the orders that stand come to {sold}";
    }

    /// <summary>An order that stands is paid and sent; of one that was taken back nothing is kept.</summary>
    private static IEnumerable<string> OfOrders(CheckoutWorld world, HashSet<string> settled, HashSet<string> standing)
    {
        foreach (var id in settled)
        {
            var order = OrderOf(world, id);
            if (standing.Contains(id) && order is not { IsPaid: true, Stage: OrderStage.Shipped, Refunded.Minor: 0 })
                yield return $"{id}: it is completed, and its order is {order.Stage}, {order.BalanceDue} due";
            if (!standing.Contains(id) && order.Refundable != Money.Zero)
                yield return $"{id}: it is taken back, and its order says that {order.Refundable} is kept";
        }
    }

    public static OrderState OrderOf(CheckoutWorld world, string id) =>
        Events<OrderEvent>(world, WireNames.OrderCategory, world.Requests[id].Order.Value)
            .Aggregate(Order.Initial, Order.Evolve);

    /// <summary>What was taken out of the house for a checkout is what was shipped for it; nothing is left reserved, or sold twice.</summary>
    private static IEnumerable<string> OfStock(CheckoutWorld world, HashSet<string> settled)
    {
        var shipping = world.Services[ParticipantNames.Shipping];
        foreach (var product in Checkouts.Products)
        {
            var (stock, gone) = (Stock.Initial, new Dictionary<string, int>());
            foreach (var recorded in Events<StockEvent>(world, WireNames.StockCategory, product.Value))
            {
                stock = Stock.Evolve(stock, recorded);
                if (stock.Available < 0) yield return $"{product} is oversold: {recorded}";
                if (recorded is StockShipped e) gone[e.Reservation] = gone.GetValueOrDefault(e.Reservation) + e.Quantity;
                if (recorded is StockReturned r) gone[r.Reservation] = gone.GetValueOrDefault(r.Reservation) - r.Quantity;
            }

            foreach (var id in settled)
            {
                var shipped = shipping.Standing(id, "create-shipment")
                    * world.Requests[id].Lines.Where(line => line.Product == product).Sum(line => line.Quantity);
                if (gone.GetValueOrDefault(id) != shipped)
                    yield return $"{id}: {gone.GetValueOrDefault(id)} of {product} left the house, and {shipped} were shipped";
                if (stock.Find(id) is { } kept) yield return $"{id}: {kept.Quantity} of {product} are still reserved";
            }
        }
    }

    private static IEnumerable<string> OfPoints(CheckoutWorld world, HashSet<string> settled, HashSet<string> standing)
    {
        var events = Events<LoyaltyEvent>(world, WireNames.LoyaltyCategory, Checkouts.Ada.Value).ToList();
        foreach (var id in settled)
        {
            var points = events.Sum(recorded => recorded switch
            {
                PointsEarned e when e.For == id => e.Points,
                PointsTakenBack e when e.For == id => -e.Points,
                _ => 0,
            });
            var deserved = standing.Contains(id) && world.Requests[id].Customer is not null
                ? world.Requests[id].Total.Minor / 100
                : 0;
            if (points != deserved) yield return $"{id}: {points} points were given and kept, {deserved} are deserved";
        }
    }

    private static IEnumerable<T> Events<T>(CheckoutWorld world, string category, string id) =>
        world.Fleet.Journal.Stream(new StreamName(category, id), StreamVersion.None).Select(recorded => (T)recorded.Payload);
}
