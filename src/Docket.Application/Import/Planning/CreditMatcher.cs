using Docket.Domain.Shared;

namespace Docket.Application.Import.Planning;

/// <summary>
/// Finds the orders that credit rows refund: of the same customer, placed before the credit, holding the same product
/// at the same price with quantity not yet refunded; most recently placed first.
/// </summary>
internal static class CreditMatcher
{
    public static List<PlannedRefund> Match(IEnumerable<PlannedOrder> orders, List<CreditRow> credits)
    {
        // In order of time, then of the file: an earlier credit takes first.
        credits.Sort(static (left, right) => (left.Time, left.Row).CompareTo((right.Time, right.Row)));
        var offers = OffersOf(orders, credits);
        var refunds = new Dictionary<(OrderId Credit, OrderId Order), PlannedRefund>();
        var inOrder = new List<PlannedRefund>();
        foreach (var credit in credits)
        {
            if (!offers.TryGetValue((credit.Customer, credit.Product, credit.UnitPrice), out var candidates)) continue;
            foreach (var offer in candidates)
            {
                if (credit.Left == 0) break;
                if (offer.Left == 0 || offer.Order.PlacedAt >= credit.Time) continue;
                var quantity = (int)Math.Min(offer.Left, credit.Left);
                offer.Left -= quantity;
                credit.Left -= quantity;
                if (!refunds.TryGetValue((credit.Credit, offer.Order.Id), out var refund))
                {
                    refunds.Add((credit.Credit, offer.Order.Id), refund = new PlannedRefund(credit.Credit, offer.Order));
                    inOrder.Add(refund);
                }

                refund.Add(credit, quantity);
            }
        }

        return inOrder;
    }

    /// <summary>The orders that hold what some credit asks for; few lines do, so nothing is kept of the others.</summary>
    private static Dictionary<(CustomerId, Sku, Money), List<Offer>> OffersOf(
        IEnumerable<PlannedOrder> orders, List<CreditRow> credits)
    {
        var offers = new Dictionary<(CustomerId, Sku, Money), List<Offer>>();
        foreach (var credit in credits) offers.TryAdd((credit.Customer, credit.Product, credit.UnitPrice), []);
        var customers = credits.Select(credit => credit.Customer).ToHashSet();
        foreach (var order in orders)
        {
            if (order.Customer is not { } customer || !customers.Contains(customer)) continue;
            foreach (var line in order.Lines)
            {
                if (!offers.TryGetValue((customer, line.Line.Product, line.Line.UnitPrice), out var list)) continue;

                // The lines of an order stand together, so an order's former offer is the last one.
                if (list.Count == 0 || list[^1].Order != order) list.Add(new Offer(order));
                list[^1].Left += line.Line.Quantity;
            }
        }

        foreach (var list in offers.Values) list.Sort(MostRecentFirst);
        return offers;
    }

    private static int MostRecentFirst(Offer left, Offer right) =>
        right.Order.PlacedAt.CompareTo(left.Order.PlacedAt) is var byTime && byTime != 0
            ? byTime
            : CompareIds(right.Order.Id.Value, left.Order.Id.Value);

    // Numbers as numbers: a longer id is the higher one.
    private static int CompareIds(string left, string right) =>
        left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);

    private sealed class Offer(PlannedOrder order)
    {
        public PlannedOrder Order { get; } = order;

        public long Left { get; set; }
    }
}
