using Docket.Domain.Stock;
using Rules = Docket.Domain.Stock.Stock;

namespace Docket.Domain.Tests.Stock;

public sealed class StockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Evening = Noon.AddHours(6);
    private static readonly StockEvent TenCame = new StockReceived(10) { At = Noon };

    [Fact]
    public void What_comes_in_may_be_reserved() => Then([TenCame], Reserve("a", 10), Reserved("a", 10));

    [Fact]
    public void No_more_is_reserved_than_there_is() => ThenRejected([TenCame], Reserve("a", 11), StockRejection.OutOfStock);

    [Fact]
    public void What_is_kept_for_one_is_not_kept_for_another() =>
        ThenRejected([TenCame, Reserved("a", 6)], Reserve("b", 5), StockRejection.OutOfStock);

    [Fact]
    public void The_same_reservation_again_records_nothing_new() => Then([TenCame, Reserved("a", 6)], Reserve("a", 6));

    [Fact]
    public void A_reservation_does_not_change_its_quantity() =>
        ThenRejected([TenCame, Reserved("a", 6)], Reserve("a", 7), StockRejection.ReservationTaken);

    [Fact]
    public void What_is_released_may_be_reserved_by_another() =>
        Then([TenCame, Reserved("a", 6), Released("a", 6)], Reserve("b", 10), Reserved("b", 10));

    [Fact]
    public void Releasing_gives_back_what_was_kept() =>
        Then([TenCame, Reserved("a", 6)], new ReleaseStock("a") { At = Noon }, Released("a", 6));

    [Fact]
    public void Releasing_what_is_not_kept_records_nothing_new() => Then([TenCame], new ReleaseStock("a") { At = Noon });

    [Fact]
    public void What_was_kept_long_enough_is_anybodys_also_where_the_timer_is_late() => Then(
        [TenCame, Reserved("a", 6)], Reserve("b", 10) with { At = Evening, Until = Evening.AddHours(6) },
        Expired("a", 6), new StockReserved("b", 10, Evening.AddHours(6)) { At = Evening });

    [Fact]
    public void The_timer_lets_go_of_what_was_kept_long_enough_and_of_nothing_else() => Then(
        [TenCame, Reserved("a", 6), new StockReserved("b", 1, Evening.AddTicks(1)) { At = Noon }],
        new ExpireReservations { At = Evening }, Expired("a", 6));

    [Fact]
    public void What_is_kept_leaves_the_house_once()
    {
        var shipped = new StockShipped("a", 6) { At = Noon };
        Then([TenCame, Reserved("a", 6)], new ShipStock("a") { At = Noon }, shipped);
        ThenRejected([TenCame, Reserved("a", 6), shipped], new ShipStock("a") { At = Noon }, StockRejection.NotReserved);
        ThenRejected([TenCame, Reserved("a", 6), shipped], Reserve("b", 5), StockRejection.OutOfStock);
    }

    [Fact]
    public void What_comes_back_may_be_reserved_again() => Then(
        [TenCame, Reserved("a", 6), new StockShipped("a", 6) { At = Noon }, new StockReturned("a", 6) { At = Noon }],
        Reserve("b", 10), Reserved("b", 10));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Rules.QuantityMax + 1)]
    public void A_quantity_is_one(int quantity)
    {
        ThenRejected([TenCame], Reserve("a", quantity), StockRejection.QuantityInvalid);
        ThenRejected([TenCame], new ReceiveStock(quantity) { At = Noon }, StockRejection.QuantityInvalid);
    }

    [Fact]
    public void The_house_holds_so_much_and_a_receipt_above_it_is_refused_whole()
    {
        var full = Enumerable.Repeat<StockEvent>(new StockReceived(Rules.QuantityMax) { At = Noon }, 10).ToArray();
        ThenRejected(full, new ReceiveStock(1) { At = Noon }, StockRejection.TooMuch);
        Then(full[1..], new ReceiveStock(Rules.QuantityMax) { At = Noon }, full[0]);
    }

    private static ReserveStock Reserve(string id, int quantity) => new(id, quantity, Evening) { At = Noon };

    private static StockReserved Reserved(string id, int quantity) => new StockReserved(id, quantity, Evening) { At = Noon };

    private static ReservationReleased Released(string id, int quantity) => new ReservationReleased(id, quantity) { At = Noon };

    private static ReservationExpired Expired(string id, int quantity) => new ReservationExpired(id, quantity) { At = Evening };

    private static void Then(StockEvent[] given, StockCommand when, params StockEvent[] expected)
    {
        var decision = Rules.Decide(given.Aggregate(Rules.Initial, Rules.Evolve), when);
        Assert.Null(decision.Rejection);
        Assert.Equal(expected, decision.Events);
    }

    private static void ThenRejected(StockEvent[] given, StockCommand when, StockRejection expected) =>
        Assert.Equal(expected, Rules.Decide(given.Aggregate(Rules.Initial, Rules.Evolve), when).Rejection);
}
