using Docket.Domain.Orders;
using Docket.Domain.Shared;

namespace Docket.ReadModels.Tests.Given;

/// <summary>Orders as a shop might have them: random commands, of which the rules let some through.</summary>
internal sealed class RandomHistory(int seed)
{
    private readonly Random _chance = new(seed);
    private readonly Dictionary<string, OrderState> _orders = [];
    private int _payments;

    /// <summary>Every order as the domain itself folds it.</summary>
    public IReadOnlyDictionary<string, OrderState> Orders => _orders;

    /// <summary>The next command's events, often none.</summary>
    public (string Order, OrderEvent[] Events) Next()
    {
        var order = $"o{_chance.Next(12)}";
        var before = _orders.GetValueOrDefault(order, Order.Initial);
        var events = Order.Decide(before, Command(before)).Events;
        var after = before;
        foreach (var e in events) after = Order.Evolve(after, e);
        if (events.Count > 0) _orders[order] = after;
        return (order, [.. events]);
    }

    private OrderCommand Command(OrderState order)
    {
        var at = Facts.Day1.AddHours(_chance.Next(24 * 60));
        return _chance.Next(order.LineCount == 0 ? 1 : 8) switch
        {
            0 => new PlaceOrder(Customer(), new Currency(_chance.Next(4) == 0 ? "EUR" : "GBP"), [Line(), Line()]) { At = at },
            1 => new AddItem(Line()) { At = at },
            2 => new ApplyDiscount("CODE", new Money(_chance.Next(1, 300))) { At = at },
            3 or 4 => new ConfirmPayment(new PaymentId($"p{_payments++}"), order.BalanceDue, null) { At = at },
            5 => new ShipOrder(null, null) { At = at },
            6 => new IssueRefund([], new Money(_chance.Next(1, 200)), null) { At = at },
            _ => new CancelOrder(null) { At = at },
        };
    }

    private CustomerId? Customer() => _chance.Next(4) == 0 ? null : new CustomerId($"c{_chance.Next(3)}");

    private OrderLine Line() => Facts.Line($"sku{_chance.Next(5)}", _chance.Next(1, 5), _chance.Next(0, 300), $"Thing {_chance.Next(9)}");
}
