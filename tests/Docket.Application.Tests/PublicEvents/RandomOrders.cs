using Docket.Application.Orders;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;

namespace Docket.Application.Tests.PublicEvents;

/// <summary>
/// Random commands on a few orders, every free text of which says something personal: none of it may be told.
/// </summary>
internal sealed class RandomOrders(int seed, int orderCount = 5)
{
    /// <summary>Stands in every text that a person may have written.</summary>
    public const string Personal = "Ada Lovelace <ada@example.org> 4111 1111 1111 1111";

    private static readonly DateTimeOffset Day = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);
    private readonly Random _chance = new(seed);

    public async Task RunAsync(OrderService orders, int commands, CancellationToken cancellationToken)
    {
        for (var i = 0; i < commands; i++)
        {
            var order = new OrderId($"o-{_chance.Next(orderCount)}");
            var state = await orders.LoadAsync(order, cancellationToken);
            await orders.ExecuteAsync(order, Command(state, i), Context(), cancellationToken);
        }
    }

    private OrderCommand Command(OrderState order, int number)
    {
        var at = Day.AddTicks(_chance.NextInt64(TimeSpan.TicksPerDay));
        return _chance.Next(order.LineCount == 0 ? 1 : 10) switch
        {
            0 => new PlaceOrder(
                _chance.Next(3) == 0 ? null : new CustomerId($"c-{_chance.Next(9)}"), new Currency("EUR"),
                [Line(), Line()])
            { At = at },
            1 or 2 => new AddItem(Line()) { At = at },
            3 => new ApplyDiscount(Personal[..20], new Money(_chance.Next(1, 300))) { At = at },
            4 or 5 => new ConfirmPayment(new PaymentId($"p-{number}"), order.BalanceDue, Personal) { At = at },
            6 => new ShipOrder(Personal, Personal) { At = at },
            7 => new IssueRefund([], new Money(_chance.Next(1, 200)), Personal) { At = at },
            8 => new IssueRefund([new RefundLine(new Sku("sku-1"), 1, new Money(1))], null, Personal) { At = at },
            _ => new CancelOrder(Personal) { At = at },
        };
    }

    private CommandContext Context() => _chance.Next(3) switch
    {
        0 => new CommandContext(),
        1 => new CommandContext { CorrelationId = "import:retail", CausationId = "saga/7.2", SagaId = "7.2", Actor = Personal },
        _ => new CommandContext { CorrelationId = "ada@example.org", CausationId = Personal, Actor = Personal },
    };

    private OrderLine Line() => new(
        new Sku($"sku-{_chance.Next(3)}"), Personal, _chance.Next(1, 5), new Money(_chance.Next(0, 300)));
}
