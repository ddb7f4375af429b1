using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace Docket.Domain.Tests.Orders;

/// <summary>
/// Random commands out of a small world, so that a good part of them is accepted and rules meet each other.
/// </summary>
internal static class CommandSequences
{
    private static readonly DateTimeOffset Noon = new(2011, 1, 18, 12, 0, 0, TimeSpan.Zero);

    public static Arbitrary<OrderCommand[]> Any { get; } = Commands.ArrayOf().Select(StartedByPlacing).ToArbitrary();

    private static Gen<Sku> Products => Gen.Elements("a", "b", "c", "d").Select(id => new Sku(id));

    private static Gen<Money> Amounts => Gen.Choose(-1, 12).Select(minor => new Money(minor * 5));

    private static Gen<OrderLine> Lines =>
        from product in Products
        from quantity in Gen.Choose(0, 4)
        from price in Amounts
        select new OrderLine(product, "NAME", quantity, price);

    private static Gen<RefundLine> RefundLines =>
        from product in Products
        from quantity in Gen.Choose(0, 3)
        from price in Amounts
        select new RefundLine(product, quantity, price);

    private static Gen<OrderCommand> Commands => Gen.Frequency(
        (1, Place),
        (4, Lines.Select(line => (OrderCommand)new AddItem(line) { At = Noon })),
        (2, Amounts.Select(amount => (OrderCommand)new ApplyDiscount("CODE", amount) { At = Noon })),
        (6, Payments),
        (1, Gen.Constant((OrderCommand)new ShipOrder(null, null) { At = Noon })),
        (1, Gen.Constant((OrderCommand)new CancelOrder(null) { At = Noon })),
        (3, Amounts.Select(amount => (OrderCommand)new IssueRefund([], amount, null) { At = Noon })),
        (3, RefundLines.ArrayOf(2).Select(
            items => (OrderCommand)new IssueRefund(ValueList.Create<RefundLine>(items), null, null) { At = Noon })));

    private static Gen<OrderCommand> Place => Lines.NonEmptyListOf().Select(
        lines => (OrderCommand)new PlaceOrder(null, new Currency("EUR"), lines.ToValueList()) { At = Noon });

    /// <summary>
    /// Mostly a payment of whatever is due: <see cref="AllThatIsDue"/> is filled in when the command's turn comes.
    /// </summary>
    private static Gen<OrderCommand> Payments =>
        from id in Gen.Choose(1, 4)
        from amount in Gen.Frequency((4, Gen.Constant(AllThatIsDue)), (1, Amounts))
        select (OrderCommand)new ConfirmPayment(new PaymentId($"p{id}"), amount, null) { At = Noon };

    private static Money AllThatIsDue => new(long.MinValue);

    /// <summary>Runs commands the way the runner does and returns every event with the state after it.</summary>
    public static IEnumerable<(OrderEvent Recorded, OrderState Before, OrderState After)> Run(OrderCommand[] commands)
    {
        var state = Order.Initial;
        foreach (var command in commands)
        {
            foreach (var recorded in Order.Decide(state, WithAmount(command, state)).Events.ToArray())
            {
                var before = state;
                state = Order.Evolve(state, recorded);
                yield return (recorded, before, state);
            }
        }
    }

    private static OrderCommand WithAmount(OrderCommand command, OrderState state) =>
        command is ConfirmPayment pay && pay.Amount == AllThatIsDue ? pay with { Amount = state.BalanceDue } : command;

    private static OrderCommand[] StartedByPlacing(OrderCommand[] commands) =>
    [
        new PlaceOrder(null, new Currency("EUR"), [new OrderLine(new Sku("a"), "NAME", 3, new Money(20))]) { At = Noon },
        .. commands,
    ];
}
