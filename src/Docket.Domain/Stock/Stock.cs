using System.Diagnostics;
using Docket.Kernel;

namespace Docket.Domain.Stock;

/// <summary>
/// The rule book of one product's stock, pure: what is reserved is in the house, so nothing is sold twice.
/// </summary>
public static class Stock
{
    /// <summary>The largest quantity of one command.</summary>
    public const int QuantityMax = 100_000_000;

    /// <summary>The most of a product that is taken in; what comes back from customers finds room above it.</summary>
    public const int OnHandMax = 1_000_000_000;

    /// <summary>Before anything came in.</summary>
    public static StockState Initial { get; } = new();

    /// <summary>The three functions together.</summary>
    public static Decider<StockState, StockCommand, StockEvent, StockRejection> Decider { get; } =
        new(Initial, Evolve, Decide);

    /// <summary>What a command does in a state; changes nothing.</summary>
    public static StockDecision Decide(StockState stock, StockCommand command) => command switch
    {
        ReceiveStock { Quantity: < 1 or > QuantityMax } or ReserveStock { Quantity: < 1 or > QuantityMax }
            or ReturnStock { Quantity: < 1 or > QuantityMax } => StockRejection.QuantityInvalid,
        ReceiveStock c when stock.OnHand > OnHandMax - c.Quantity => StockRejection.TooMuch,
        ReceiveStock c => new StockReceived(c.Quantity) { At = c.At },
        ReserveStock c => Reserve(stock, c),
        ReleaseStock c when stock.Find(c.Reservation) is { } kept =>
            new ReservationReleased(kept.Id, kept.Quantity) { At = c.At },
        ReleaseStock => StockDecision.NothingNew,
        ShipStock c when stock.Find(c.Reservation) is { } kept => new StockShipped(kept.Id, kept.Quantity) { At = c.At },
        ShipStock => StockRejection.NotReserved,
        ReturnStock c => new StockReturned(c.Reservation, c.Quantity) { At = c.At },
        ExpireReservations c => Expired(stock, c.At),
        CallOffStock => StockDecision.NothingNew,
        _ => throw new UnreachableException($"{command}"),
    };

    /// <summary>The state after one more event; never refuses.</summary>
    public static StockState Evolve(StockState stock, StockEvent recorded) => recorded switch
    {
        StockReceived e => stock with { OnHand = stock.OnHand + e.Quantity },
        StockReserved e => stock with
        {
            Reservations = stock.Reservations.Add(new Reservation(e.Reservation, e.Quantity, e.Until)),
        },
        ReservationReleased e => Without(stock, e.Reservation),
        ReservationExpired e => Without(stock, e.Reservation),
        StockShipped e => Without(stock, e.Reservation) with { OnHand = stock.OnHand - e.Quantity },
        StockReturned e => stock with { OnHand = stock.OnHand + e.Quantity },
        _ => throw new UnreachableException($"{recorded}"),
    };

    /// <summary>
    /// What was kept long enough is let go first: a timer that is late must not turn a customer away.
    /// </summary>
    private static StockDecision Reserve(StockState stock, ReserveStock command)
    {
        if (stock.Find(command.Reservation) is { } kept)
            return kept.Quantity == command.Quantity ? StockDecision.NothingNew : StockRejection.ReservationTaken;
        var expired = Expired(stock, command.At);
        if (expired.Aggregate(stock, Evolve).Available < command.Quantity) return StockRejection.OutOfStock;
        return expired.Add(new StockReserved(command.Reservation, command.Quantity, command.Until) { At = command.At });
    }

    private static ValueList<StockEvent> Expired(StockState stock, DateTimeOffset at) =>
        stock.Reservations.Where(kept => kept.Until <= at)
            .Select(StockEvent (kept) => new ReservationExpired(kept.Id, kept.Quantity) { At = at }).ToValueList();

    private static StockState Without(StockState stock, string reservation) => stock with
    {
        Reservations = stock.Reservations.Where(kept => kept.Id != reservation).ToValueList(),
    };
}
